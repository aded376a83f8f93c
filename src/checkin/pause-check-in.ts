import { eq } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import type { CheckInRow } from "./store.ts";

/** The rest another time: what was answered is kept, and one tap goes on where it stood. */
export async function pauseCheckIn(work: Work, view: AlumnusView, row: CheckInRow): Promise<void> {
  await work.db
    .update(checkIn)
    .set({ state: "paused", awaiting: null, askedId: null })
    .where(eq(checkIn.id, row.id));
  await sayPaused(work, view, row);
}

/** That it rests, with the button that goes on. */
export async function sayPaused(work: Work, view: AlumnusView, row: CheckInRow): Promise<void> {
  if (view.row.chatId === null) return;
  const t = work.texts(view.language);
  const goOn = {
    label: t("checkin:flow.goOn"),
    action: { do: "open", checkIn: row.id, answer: "yes" },
  } as const;
  await say(work, {
    chatId: view.row.chatId,
    outgoing: { kind: "say", text: t("checkin:flow.paused"), buttons: [[goOn]] },
  });
}
