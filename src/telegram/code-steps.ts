import type { CodeVerb } from "../delivery/action.ts";
import { stepOfVerb } from "../escalation/code-steps.ts";
import { showCodeSteps, skipCodeSteps, tickCodeStep } from "../escalation/tick-code-step.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** The reporting code in the chat of whoever works on an escalation: the list, its ticks, and "not needed". */
export async function onCodeVerb(
  ctx: BotContext,
  worker: CaseWorkerRow,
  id: string,
  verb: CodeVerb,
): Promise<void> {
  const { work, t } = ctx;
  const step = stepOfVerb(verb);
  const isDone = step
    ? await tickCodeStep(work, worker, id, step, ctx.callbackQuery?.message?.message_id)
    : verb === "steps"
      ? await showCodeSteps(work, worker, id)
      : await skipCodeSteps(work, worker, id);
  if (!isDone) ctx.toast = t("escalation:refused.notYours");
  else if (verb === "step_none") ctx.toast = t("escalation:code.nowOutcome");
}
