import type { MiddlewareFn } from "grammy";
import type { Action } from "../delivery/action.ts";
import { expectNothing } from "../people/expect-words.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/**
 * The taps and the typed words of one of the staff's screens. `kinds` are what its chats can be waiting for (`chat.expects`):
 * whoever taps something else or begins another command has let go of what they were about to type, and words that come too
 * late are ordinary words. `onTap` says false for a tap that is another screen's.
 */
export function staffWords(
  kinds: ReadonlySet<string>,
  onTap: (ctx: BotContext, worker: CaseWorkerRow, action: Action) => Promise<boolean>,
  onWords: (ctx: BotContext, worker: CaseWorkerRow) => Promise<unknown>,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { person, chatRow, work, action } = ctx;
    if (person.kind !== "caseWorker") return next();
    const { expects } = chatRow;
    const isExpected = expects !== null && kinds.has(expects.kind);
    const isOther = ctx.callbackQuery !== undefined || ctx.message?.text?.startsWith("/");
    if (isExpected && isOther) await expectNothing(work, chatRow.chatId);
    if (action) return (await onTap(ctx, person.worker, action)) ? undefined : next();
    if (!isExpected || isOther || !ctx.message || new Date(expects.until) < work.now) return next();
    await onWords(ctx, person.worker);
  };
}
