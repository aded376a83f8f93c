import { and, eq } from "drizzle-orm";
import { codeStep, outbox } from "../db/schema/index.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Say } from "../i18n/texts.ts";
import { may } from "../people/may.ts";
import { actorOfStaff, type CaseWorkerRow, languageOfStaff } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type CodeStep, codeSteps } from "./code-steps.ts";
import { findTickedSteps } from "./may-resolve-crisis.ts";
import { subjectOf } from "./move-escalation.ts";
import { type EscalationRow, lockEscalation, recordEvent } from "./store.ts";

/** Brings the list of the reporting code into the chat of whoever acts or is responsible. False for anybody else. */
export async function showCodeSteps(work: Work, by: CaseWorkerRow, escalationId: string): Promise<boolean> {
  const row = await theirs(work, by, escalationId);
  if (!row || by.chatId === null) return false;
  await say(work, {
    chatId: by.chatId,
    lane: "alert",
    outgoing: { kind: "say", ...(await list(work, by, row)) },
  });
  return true;
}

/**
 * Ticks a step of the reporting code as taken, or takes the tick away again, and changes the message that was tapped. Only
 * for whoever took the escalation and the case worker responsible; false for anybody else.
 */
export async function tickCodeStep(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  step: CodeStep,
  tappedMessage?: number,
): Promise<boolean> {
  const { db, now } = work;
  const row = await theirs(work, by, escalationId);
  if (!row) return false;
  const gone = await db
    .delete(codeStep)
    .where(and(eq(codeStep.escalationId, row.id), eq(codeStep.step, step)))
    .returning();
  if (gone.length === 0) await db.insert(codeStep).values({ escalationId: row.id, step, at: now, by: by.id });
  const kind = gone.length === 0 ? "codeStepTicked" : "codeStepUnticked";
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: kind,
    subject: { kind: "escalation", id: row.id },
    facts: { step },
  });
  await changeList(work, by, row, tappedMessage);
  return true;
}

/** The human says that the reporting code is not needed here: a conscious act, written down. False for anybody else. */
export async function skipCodeSteps(work: Work, by: CaseWorkerRow, escalationId: string): Promise<boolean> {
  const row = await theirs(work, by, escalationId);
  if (!row) return false;
  await recordEvent(work.db, row, { at: work.now, kind: "codeNotNeeded", caseWorkerId: by.id });
  return true;
}

/** Asks, before the outcome of a crisis, whether the reporting code was thought of. */
export async function askAboutCode(work: Work, by: CaseWorkerRow, escalationId: string): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const button = (verb: "step_none" | "steps", label: string): Button => ({
    label,
    action: { do: "escalation", escalation: escalationId, verb },
  });
  const buttons = [
    [button("step_none", t("escalation:code.askYes"))],
    [button("steps", t("escalation:code.askShow"))],
  ];
  await say(work, {
    chatId: by.chatId,
    lane: "alert",
    outgoing: { kind: "say", text: t("escalation:code.ask"), buttons },
  });
}

/** Asks, before an outcome, to look at what came since. */
export async function askToLook(work: Work, by: CaseWorkerRow, escalationId: string): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const look: Button = {
    label: t("escalation:button.view"),
    action: { do: "escalation", escalation: escalationId, verb: "view" },
  };
  await say(work, {
    chatId: by.chatId,
    lane: "alert",
    outgoing: { kind: "say", text: t("escalation:fresh.ask"), buttons: [[look]] },
  });
}

async function theirs(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
): Promise<EscalationRow | undefined> {
  const row = await lockEscalation(work.db, escalationId);
  if (!row || !may(actorOfStaff(by), "tickCodeStep", await subjectOf(work, row, by))) return undefined;
  return row;
}

async function list(
  work: Work,
  by: CaseWorkerRow,
  row: EscalationRow,
): Promise<{ text: string; buttons: Buttons }> {
  const t = work.texts(await languageOfStaff(work.db, by));
  const done = await findTickedSteps(work.db, row.id);
  const text = [t("escalation:code.title"), ...codeSteps.map((step) => t(`escalation:code.step.${step}`))];
  return { text: text.join("\n\n"), buttons: buttonsOf(t, row.id, done) };
}

function buttonsOf(t: Say, escalation: string, done: ReadonlySet<CodeStep>): Buttons {
  const steps = codeSteps.map((step): Button[] => [
    {
      label: `${done.has(step) ? "☑" : "☐"} ${t(`escalation:code.short.${step}`)}`,
      action: { do: "escalation", escalation, verb: `step_${step}` },
    },
  ]);
  const none: Button = {
    label: t("escalation:code.none"),
    action: { do: "escalation", escalation, verb: "step_none" },
  };
  return done.size > 0 ? steps : [...steps, [none]];
}

/** The message that was tapped shows the ticks; one that is not known any more is left as it is. */
async function changeList(
  work: Work,
  by: CaseWorkerRow,
  row: EscalationRow,
  messageId: number | undefined,
): Promise<void> {
  if (by.chatId === null || messageId === undefined) return;
  const [sent] = await work.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.chatId, by.chatId), eq(outbox.messageId, messageId)));
  if (!sent) return;
  const { buttons } = await list(work, by, row);
  await say(work, { chatId: by.chatId, targetId: sent.id, outgoing: { kind: "changeButtons", buttons } });
}
