import { randomUUID } from "node:crypto";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { holdCheckIn } from "../people/hold-check-in.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfStaff, type CaseWorkerRow, isReachable } from "../people/store.ts";
import { countCheckIns, findRunningCheckIn } from "./store.ts";

export type StartRefusal =
  | "notYours"
  | "notLinked"
  /** Takes part without Telegram: a human takes this step. */
  | "otherChannel"
  | "stopped"
  | "blocked"
  | "running"
  /** A yes that is not enough yet, or an account that was silent for a year. */
  | NonNullable<Awaited<ReturnType<typeof holdCheckIn>>>;

/**
 * Starts a check-in: writes it and the message that asks whether the person has a minute, said at most once. One check-in
 * a person at a time; the case worker asks only people of their own.
 */
export async function startCheckIn(
  work: Work,
  by: CaseWorkerRow,
  view: AlumnusView,
  setHash: string,
): Promise<{ ok: true; checkInId: string } | { ok: false; reason: StartRefusal }> {
  const { db, now } = work;
  const { row } = view;
  const subject = { alumnusId: row.id, organisationId: row.organisationId, caseWorkerId: row.caseWorkerId };
  if (!may(actorOfStaff(by), "startCheckIn", subject)) return { ok: false, reason: "notYours" };
  if (row.chatId === null) return { ok: false, reason: row.joinedAt ? "otherChannel" : "notLinked" };
  if (row.stoppedAt) return { ok: false, reason: "stopped" };
  if (!(await isReachable(db, row.chatId))) return { ok: false, reason: "blocked" };
  const hold = await holdCheckIn(work, view);
  if (hold) return { ok: false, reason: hold };
  if (await findRunningCheckIn(db, row.id)) return { ok: false, reason: "running" };
  const id = randomUUID();
  const [made] = await db
    .insert(checkIn)
    .values({
      id,
      alumnusId: row.id,
      setHash,
      state: "invited",
      round: await countCheckIns(db, row.id),
      startedBy: by.id,
      situationBefore: row.situation,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: checkIn.id });
  // Two case workers at the same moment: the database lets one in.
  if (!made) return { ok: false, reason: "running" };
  await sayOpening(work, view, id);
  return { ok: true, checkInId: id };
}

/** Asks whether the person has a minute; nothing on a shared phone says whose check-in it is. */
export async function sayOpening(work: Work, view: AlumnusView, id: string): Promise<void> {
  const { row } = view;
  if (row.chatId === null) return;
  const t = work.texts(view.language);
  const button = (answer: "yes" | "later" | "notThisTime") => ({
    label: t(`checkin:flow.openAnswer.${answer}`),
    action: { do: "open", checkIn: id, answer } as const,
  });
  const text = row.sharedPhone
    ? t("checkin:flow.openingShared", { worker: view.workerName })
    : t("checkin:flow.opening", { name: view.details.firstName, worker: view.workerName });
  await say(work, {
    chatId: row.chatId,
    lane: "invitation",
    promise: "atMostOnce",
    subject: { kind: "question", id },
    outgoing: { kind: "say", text, buttons: [[button("yes"), button("later")], [button("notThisTime")]] },
  });
}
