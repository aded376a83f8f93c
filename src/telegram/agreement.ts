import type { Action } from "../delivery/action.ts";
import {
  type AgreementDone,
  agreementHows,
  noteAgreement,
  readOutAgreement,
  sendAgreement,
  showAgreement,
} from "../people/link/agree.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** The agreement about taking part, on the side of the case worker. False for another button. */
export async function onAgreementTap(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Action,
): Promise<boolean> {
  if (action.do !== "agreement") return false;
  const { t } = ctx;
  const done = await carryOut(ctx, worker, action);
  const how = agreementHows.find((one) => one === action.how);
  if (done === "done" && action.who === "send") ctx.toast = t("people:agreement.sent");
  if (done === "done" && how) ctx.toast = t("people:agreement.noted");
  if (done === "notYours") ctx.toast = t("caseload:refused.notYours");
  if (done === "off" || done === "already" || done === "notLinked") ctx.toast = t(`people:agreement.${done}`);
  if (done === "old") ctx.toast = t("people:duty.old");
  return true;
}

async function carryOut(
  { work }: BotContext,
  worker: CaseWorkerRow,
  { alumnus, who, how }: Extract<Action, { do: "agreement" }>,
): Promise<AgreementDone | "old"> {
  if (who === "show") return showAgreement(work, worker, alumnus);
  if (who === "send") return sendAgreement(work, worker, alumnus);
  if (who !== "alumnus" && who !== "parent") return "old";
  if (how === "ask") return readOutAgreement(work, worker, alumnus, who);
  const said = agreementHows.find((one) => one === how);
  if (!said) return "old";
  const noted = await noteAgreement(work, worker, alumnus, who, said);
  if (noted === "done") await showAgreement(work, worker, alumnus);
  return noted;
}
