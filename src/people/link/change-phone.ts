import { eq } from "drizzle-orm";
import { alumnus } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { expectNothing, expectWords } from "../expect-words.ts";
import type { AlumnusView } from "../store.ts";

/** Asks whose phone it is, and says what stands there now. */
export async function askWhosePhone(work: Work, view: AlumnusView): Promise<void> {
  const { chatId, sharedPhone } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const button = (shared: "own" | "shared") => ({
    label: t(`people:link.phoneAnswer.${shared}`),
    action: { do: "phoneOf", shared } as const,
  });
  const text = t(sharedPhone ? "people:phone.isShared" : "people:phone.isOwn");
  await say(work, {
    chatId,
    outgoing: { kind: "say", text, buttons: [[button("own"), button("shared")]] },
  });
  await expectWords(work, chatId, { kind: "choice", of: "phone" });
}

/** From now on the phone is read by others as well, or no longer: how much messages show follows at once (security.md 11). */
export async function changePhone(work: Work, view: AlumnusView, isShared: boolean): Promise<void> {
  const { db, now } = work;
  const { id, chatId } = view.row;
  if (chatId === null) return;
  await db.update(alumnus).set({ sharedPhone: isShared }).where(eq(alumnus.id, id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "alumnus", id },
    action: "changePhone",
    subject: { kind: "alumnus", id },
    facts: { shared: isShared },
  });
  const text = work.texts(view.language)(isShared ? "people:link.sharedNote" : "people:phone.nowOwn");
  await say(work, { chatId, outgoing: { kind: "say", text } });
  await expectNothing(work, chatId);
  if (isShared) await askToTidy(work, view);
}

/** Asks, each time a phone is said to be shared, whether what is said about danger shall go from the chat again. */
export async function askToTidy(work: Work, view: AlumnusView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const button = (answer: "yes" | "no") => ({
    label: t(`people:tidy.${answer}`),
    action: { do: "tidyUp", answer } as const,
  });
  const buttons = [[button("yes")], [button("no")]];
  const text = checkedText(work.texts, view.language, "people:tidy.ask");
  const spoken = spokenIn(view.language, "people:tidy.ask");
  await say(work, { chatId, outgoing: { kind: "say", text, buttons, spoken } });
  await expectWords(work, chatId, { kind: "choice", of: "tidy" });
}

/** Keeps the choice; it holds only while the phone is shared. */
export async function chooseToTidy(work: Work, view: AlumnusView, wants: boolean): Promise<void> {
  const { chatId, id } = view.row;
  if (chatId === null) return;
  await work.db.update(alumnus).set({ tidiesUp: wants }).where(eq(alumnus.id, id));
  const text = work.texts(view.language)(wants ? "people:tidy.doneYes" : "people:tidy.doneNo");
  await say(work, { chatId, outgoing: { kind: "say", text } });
  await expectNothing(work, chatId);
}
