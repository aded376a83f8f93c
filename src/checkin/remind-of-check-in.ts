import { eq, sql } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import type { OpeningAnswer } from "./answer-opening.ts";
import type { CheckInRow } from "./store.ts";

/**
 * Asks once more, without a word of reproach: one tap that all is well is enough, and one goes on where it stood (R9). Counts
 * the asking. Nothing on a shared phone says whose check-in it is.
 */
export async function remindOfCheckIn(work: Work, view: AlumnusView, row: CheckInRow): Promise<void> {
  const { chatId, sharedPhone } = view.row;
  if (chatId === null) return;
  await work.db
    .update(checkIn)
    .set({ reminders: sql`${checkIn.reminders} + 1` })
    .where(eq(checkIn.id, row.id));
  const t = work.texts(view.language);
  const button = (answer: OpeningAnswer, label: string) => ({
    label,
    action: { do: "open", checkIn: row.id, answer } as const,
  });
  const goOn = t(row.openedAt === null ? "checkin:flow.openAnswer.yes" : "checkin:flow.goOn");
  const text = sharedPhone
    ? t("checkin:remind.shared")
    : t(row.openedAt === null ? "checkin:remind.asked" : "checkin:remind.begun", {
        name: view.details.firstName,
      });
  await say(work, {
    chatId,
    lane: "invitation",
    promise: "atMostOnce",
    subject: { kind: "question", id: row.id },
    outgoing: {
      kind: "say",
      text,
      buttons: [
        [button("fine", t("checkin:flow.openAnswer.fine")), button("yes", goOn)],
        [button("notThisTime", t("checkin:flow.openAnswer.notThisTime"))],
      ],
    },
  });
}
