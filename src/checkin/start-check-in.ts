import { randomUUID } from "node:crypto";
import { checkIn } from "../db/schema/index.ts";
import { dropLaterAbout } from "../delivery/drop-unsent.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { nextHumanTime } from "../people/calendar/next-human-time.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { isReadSoon } from "../people/duty/who-is-there.ts";
import { hasTalk } from "../people/has-talk.ts";
import { holdCheckIn } from "../people/hold-check-in.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import { findReadiness } from "../people/reach/find-readiness.ts";
import type { NotReady } from "../people/reach/is-ready.ts";
import { type AlumnusView, actorOfStaff, type CaseWorkerRow, isReachable } from "../people/store.ts";
import type { OpeningAnswer } from "./answer-opening.ts";
import { backgroundOf, gatherBackground } from "./background.ts";
import { asksSensitively } from "./is-sensitive.ts";
import type { Module, Occasion } from "./question-set.ts";
import { type CheckInRow, countCheckIns, findRunningCheckIn, findSet } from "./store.ts";

export type StartRefusal =
  | "notYours"
  | "notLinked"
  /** Takes part without Telegram: a human takes this step. */
  | "otherChannel"
  | "stopped"
  | "blocked"
  | "running"
  /** A human talks with the person now. */
  | "inTalk"
  /** The school may not ask about danger yet (people/find-readiness.ts). */
  | "notReady"
  /** Nobody who can be reached is at work before the end of the next working day. */
  | "nobodySoon"
  /** A yes that is not enough yet, or an account that was silent for a year. */
  | NonNullable<Awaited<ReturnType<typeof holdCheckIn>>>;

/** A planned contact moment, and what it is about besides mood and situation (domain 4.11). */
export interface PlannedContact {
  readonly moment: string;
  readonly themes: readonly Module[];
}

/**
 * Starts a check-in: writes it and the message that asks whether the person has a minute, said at most once. One check-in
 * a person at a time; the case worker asks only people of their own. A set with sensitive questions waits until the school is
 * ready for the answers (`missing` says for what) and for somebody who is there soon to read them. What a case worker starts at
 * night goes out when messages may (`at`, later than now). An occasion (domain 4.1, 7)
 * and a planned contact moment start one in nobody's name.
 */
export async function startCheckIn(
  work: Work,
  by: CaseWorkerRow | { readonly occasion: Occasion } | PlannedContact,
  view: AlumnusView,
  setHash: string,
): Promise<
  | { ok: true; checkInId: string; at: Date }
  | { ok: false; reason: StartRefusal; missing?: readonly NotReady[] }
> {
  const { db, now } = work;
  const { row } = view;
  const occasion = "occasion" in by ? by.occasion : undefined;
  const isByClock = "occasion" in by || "moment" in by;
  const actor = isByClock ? ({ kind: "clock" } as const) : actorOfStaff(by);
  if (!may(actor, "startCheckIn", await findSubject(db, row, now))) return { ok: false, reason: "notYours" };
  if (row.chatId === null) return { ok: false, reason: row.joinedAt ? "otherChannel" : "notLinked" };
  if (row.stoppedAt) return { ok: false, reason: "stopped" };
  if (!(await isReachable(db, row.chatId))) return { ok: false, reason: "blocked" };
  const hold = await holdCheckIn(work, view);
  if (hold) return { ok: false, reason: hold };
  if (await findRunningCheckIn(db, row.id)) return { ok: false, reason: "running" };
  if (await hasTalk(db, row.id)) return { ok: false, reason: "inTalk" };
  const { set } = await findSet(db, setHash);
  const isSensitive = asksSensitively(set);
  const missing = isSensitive ? (await findReadiness(work, view.organisation.id)).reasons : [];
  if (missing.length > 0) return { ok: false, reason: "notReady", missing };
  const at = isByClock ? now : nextHumanTime(view.organisation, now);
  if (isSensitive && !(await isReadSoon(work, view.organisation, at)))
    return { ok: false, reason: "nobodySoon" };
  const id = randomUUID();
  const [made] = await db
    .insert(checkIn)
    .values({
      id,
      alumnusId: row.id,
      caseWorkerId: row.caseWorkerId,
      setHash,
      state: "invited",
      round: await countCheckIns(db, row.id),
      startedBy: isByClock ? null : by.id,
      situationBefore: row.situation,
      background: await gatherBackground(work, view, {
        ...(occasion && { occasion }),
        ...("moment" in by && { themes: by.themes }),
      }),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning();
  // Two case workers at the same moment: the database lets one in.
  if (!made) return { ok: false, reason: "running" };
  // A planned moment is asked by the look itself; any other check-in is reminded of only when that look is not weeks away.
  if (!("moment" in by)) await lookAgainAtStanding(work, row.id);
  await sayOpening(work, view, made, at);
  return { ok: true, checkInId: id, at };
}

/** When the first question of a check-in that was not opened yet reached the person: what a human started waits for the morning. */
export const invitedAt = (
  { startedBy, createdAt }: CheckInRow,
  organisation: AlumnusView["organisation"],
): Date => (startedBy === null ? createdAt : nextHumanTime(organisation, createdAt));

/** Asks whether the person has a minute, at `dueAt`; one that still waits makes way. Nothing on a shared phone says whose check-in it is. */
export async function sayOpening(
  work: Work,
  view: AlumnusView,
  made: CheckInRow,
  dueAt = work.now,
): Promise<void> {
  const { row } = view;
  if (row.chatId === null) return;
  const { id } = made;
  await dropLaterAbout(work, { kind: "question", id });
  const { occasion } = backgroundOf(made);
  const t = work.texts(view.language);
  const button = (answer: OpeningAnswer) => ({
    label: t(`checkin:flow.openAnswer.${answer}`),
    action: { do: "open", checkIn: id, answer } as const,
  });
  const names = { name: view.details.firstName, worker: view.workerName };
  const open = occasion ? (`checkin:flow.openingFor.${occasion}` as const) : "checkin:flow.opening";
  const text = row.sharedPhone
    ? t("checkin:flow.openingShared", { worker: view.workerName })
    : t(open, names);
  const spoken = spokenIn(view.language, row.sharedPhone ? "checkin:flow.openingShared" : open);
  const { set } = await findSet(work.db, made.setHash);
  const isHelped = (set.helped as readonly (string | null)[]).includes(row.situation);
  const buttons = [
    [button("yes"), button("later")],
    ...(isHelped ? [[button("together")]] : []),
    [button("notThisTime")],
  ];
  await say(work, {
    ...{ chatId: row.chatId, dueAt },
    lane: "invitation",
    promise: "atMostOnce",
    subject: { kind: "question", id },
    outgoing: { kind: "say", text, buttons, spoken },
  });
}
