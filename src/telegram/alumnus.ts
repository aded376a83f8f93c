import { Composer } from "grammy";
import { answerOpening } from "../checkin/answer-opening.ts";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { hearUnasked } from "../checkin/hear-unasked.ts";
import { changeWords } from "../checkin/hear-words.ts";
import { startSafety } from "../checkin/start-safety.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { say } from "../delivery/say.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { openWindow, wordsOf } from "./check-in-window.ts";
import type { BotContext } from "./context.ts";

/** An edited message: changed words are kept and looked at again, and what is serious in them is heard like any other. */
export const editedWords = new Composer<BotContext>();
editedWords.on("edited_message", async (ctx) => {
  const { person, work } = ctx;
  const text = ctx.editedMessage.text ?? ctx.editedMessage.caption;
  if (person.kind !== "alumnus" || !text) return;
  const { row } = person.view;
  const changed = await changeWords(
    work,
    { alumnusId: row.id, keyId: row.keyId },
    ctx.editedMessage.message_id,
    text,
  );
  if (!changed) return;
  const about = {
    alumnusId: row.id,
    wordsId: changed.row.id,
    ...(changed.row.checkInId ? { checkInId: changed.row.checkInId } : {}),
  };
  const signals = await storeSignals(work, about, changed.signals);
  await raiseEscalation(work, row, signals);
  if (signals.some(({ severity }) => severity === "crisis")) await openSafety(ctx);
});

/** The tap that opens a check-in; the window opens with it. */
export const opening = new Composer<BotContext>();
opening.use(async (ctx, next) => {
  const { action, person } = ctx;
  if (action?.do !== "open" || person.kind !== "alumnus") return next();
  const opens = await answerOpening(ctx.work, person.view, action.checkIn, action.answer);
  if (!opens) return;
  ctx.taken = { next: "ask" };
  await openWindow(ctx, action.checkIn);
});

/** All that no question asked for: words go to a human, anything else is told kindly what works. */
export const unasked = new Composer<BotContext>();
unasked.use(async (ctx) => {
  const { person, work, t } = ctx;
  const chatId = ctx.chatRow.chatId;
  if (person.kind === "stranger") {
    if (!ctx.message) return;
    const isCrisis = findCrisisWords(ctx.message.text ?? ctx.message.caption ?? "") !== null;
    const text = isCrisis ? t("checkin:crisis.numbers") : t("people:link.noCard");
    await say(work, { chatId, lane: isCrisis ? "crisis" : "reply", outgoing: { kind: "say", text } });
    return;
  }
  if (person.kind !== "alumnus" || !ctx.message) return;
  const words = wordsOf(ctx);
  if (!words) {
    await say(work, { chatId, outgoing: { kind: "say", text: t("checkin:flow.unaskedOther") } });
    return;
  }
  const heard = await hearUnasked(work, person.view, words);
  await raiseEscalation(work, person.view.row, heard.signals);
  if (heard.isCrisis) await openSafety(ctx);
});

async function openSafety(ctx: BotContext): Promise<void> {
  if (ctx.person.kind !== "alumnus") return;
  const row = await startSafety(ctx.work, ctx.person.view, ctx.setHash);
  ctx.taken = { next: "safety" };
  await openWindow(ctx, row.id);
}
