import type { Action } from "../delivery/action.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import {
  type AgreementDone,
  agreementHows,
  noteAgreement,
  readOutAgreement,
  sendAgreement,
  showAgreement,
} from "../people/link/agree.ts";
import { type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** The agreement about taking part, on the side of the case worker. False for another button. */
export async function onAgreementTap(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Action,
): Promise<boolean> {
  if (action.do !== "agreement") return false;
  const { t } = ctx;
  if (action.who === "send") {
    ctx.toast = await send(ctx, worker, action.alumnus);
    return true;
  }
  const done = await carryOut(ctx, worker, action);
  const how = agreementHows.find((one) => one === action.how);
  if (done === "done" && how) ctx.toast = t("people:agreement.noted");
  if (done === "notYours") ctx.toast = t("caseload:refused.notYours");
  if (done === "off" || done === "already") ctx.toast = t(`people:agreement.${done}`);
  if (done === "old") ctx.toast = t("people:duty.old");
  return true;
}

/** Has the robot ask; the case worker reads when that is, if not now. */
async function send(
  { work, t, language }: BotContext,
  worker: CaseWorkerRow,
  alumnusId: string,
): Promise<string> {
  const sent = await sendAgreement(work, worker, alumnusId);
  if (!sent.ok)
    return sent.reason === "notYours" ? t("caseload:refused.notYours") : t(`people:agreement.${sent.reason}`);
  if (sent.at <= work.now) return t("people:agreement.sent");
  const { timeZone } = await findOrganisation(work.db, worker.organisationId);
  return t("people:agreement.sentLater", { when: formatMoment(language, timeZone, sent.at, work.now) });
}

async function carryOut(
  { work }: BotContext,
  worker: CaseWorkerRow,
  { alumnus, who, how }: Extract<Action, { do: "agreement" }>,
): Promise<AgreementDone | "old"> {
  if (who === "show") return showAgreement(work, worker, alumnus);
  if (who !== "alumnus" && who !== "parent") return "old";
  if (how === "ask") return readOutAgreement(work, worker, alumnus, who);
  const said = agreementHows.find((one) => one === how);
  if (!said) return "old";
  const noted = await noteAgreement(work, worker, alumnus, who, said);
  if (noted === "done") await showAgreement(work, worker, alumnus);
  return noted;
}
