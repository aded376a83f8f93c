import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { rowsOf } from "../db/rows-of.ts";
import { outbox } from "../db/schema/index.ts";
import {
  type ClaimedMessage,
  claimMessage,
  leaveLine,
  leaveSent,
  type OutQueue,
  unlessLost,
} from "./claim-row.ts";
import { type AfterSend, decideSend } from "./decide-send.ts";
import { findBehind, markDelayed } from "./find-late-lines.ts";
import { lanes, type Outgoing, type Send } from "./outgoing.ts";
import type { DeliveryParts } from "./parts.ts";
import { type Lines, runLines } from "./run-lines.ts";
import type { Work } from "./work.ts";

/** How fast the bot may talk: Telegram asks for 30 messages a second in all and one a second in a chat. */
export interface Pace {
  readonly perSecond: number;
  readonly chatRestMilliseconds: number;
}
export const telegramPace: Pace = { perSecond: 30, chatRestMilliseconds: 1_000 };

/** A message that came to its end, for the room that wants to know. */
export interface SendOutcome {
  readonly id: string;
  /** Where it was to go: a chat, or by mail. */
  readonly queue: OutQueue;
  readonly chatId: number;
  readonly state: "sent" | "blocked" | "undeliverable" | "unknown";
  /** A code such as `TG_403`; null for one that was sent. */
  readonly code: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** Its number in the chat, when it was sent and has one. */
  readonly messageId: number | null;
}

/** A pressing message that does not get through for now; it goes on being tried. */
export type Delay = Pick<SendOutcome, "id" | "queue" | "chatId" | "subjectKind" | "subjectId">;

export interface OutboxParts extends DeliveryParts {
  readonly send: Send;
  readonly pace: Pace;
  /**
   * Told of every message that came to its end without arriving, and however it ended of every proof of a channel (subject
   * `proof`), second offer (`offer`), what a human is shown of somebody (`words`, `details`), word of a talk with what becomes of it
   * (`talk…`), and alert (`escalation`) of which `onDelayed` was told, inside the transaction that records it.
   */
  readonly onOutcome: (work: Work, outcome: SendOutcome) => Promise<void>;
  /**
   * Told once of a crisis reply or an alert that does not get through: at its second failure, at once when no message at
   * all is taken or the channel wants to wait for more than a minute. Told too, once each, of the pressing messages that wait behind
   * it and so are not tried at all. Inside the transaction that records it.
   */
  readonly onDelayed: (work: Work, delay: Delay) => Promise<void>;
  /**
   * The first instant, now or later, at which what the robot says of its own accord may go to this chat. Asked of what could wait and is
   * late: its hour was good when it was written.
   */
  readonly goodTime: (work: Work, chatId: number) => Promise<Date>;
}

/**
 * Sends what stands in the outbox: pressing lanes first, a chat's messages in their order and one a second, thirty a
 * second over all instances. `queue` is `chat` for messages, `tap` for the answers to taps, which wait for nobody, and `mail`.
 */
export function workOutbox(parts: OutboxParts, queue: OutQueue): Lines {
  const { database, clock } = parts;
  const lines: Lines = runLines({
    hands: parts.hands,
    backstop: 1_000,
    report: (error) => parts.report("outbox.failed", { code: errorCode(error) }),
    claim: () => claimMessage(database.db, queue, randomUUID(), clock.now()),
    work: async (claim) => {
      const pause = await sendClaimed(parts, claim).catch(unlessLost);
      if (pause) lines.wakeIn(pause);
    },
  });
  return lines;
}

/** Sends a claimed message, writes down what became of it and gives its line back; the milliseconds until the line is due again. */
async function sendClaimed(parts: OutboxParts, claim: ClaimedMessage): Promise<number> {
  const { database, clock, probe } = parts;
  if (claim.wasSending && claim.promise === "atMostOnce")
    return record(parts, claim, { state: "unknown", code: "PROCESS_DIED" });
  // The message that this one changes never arrived, so there is nothing to change.
  if (claim.hasTarget && claim.targetMessageId === undefined)
    return record(parts, claim, { state: "dropped", code: "TARGET_NOT_SENT" });
  const goodAt = await laterHour(parts, claim);
  if (goodAt) return postpone(parts, claim, goodAt);
  const wait = claim.queue === "chat" ? await reservePace(parts, claim.lane, clock.now()) : 0;
  if (wait > 0) return putBack(parts, claim, wait);
  const place = { table: "outbox", column: "body", row: claim.id };
  const outgoing = JSON.parse(
    await parts.vault.open(database.db, claim.keyId, place, claim.body),
  ) as Outgoing;
  probe("outbox.sending");
  const result = await parts.send(claim.chatId, outgoing, claim.targetMessageId, claim.id);
  probe("outbox.sent");
  if (result.kind === "unauthorized") parts.report("outbox.unauthorized", { code: result.code });
  const isMessage = ["say", "sayVoice", "sayRecording", "sayPhoto", "sayPlace", "sayDocument"].includes(
    outgoing.kind,
  );
  const rest = isMessage ? parts.pace.chatRestMilliseconds : 0;
  const refusedSeconds = claim.refusedSince
    ? (clock.now().getTime() - claim.refusedSince.getTime()) / 1_000
    : 0;
  const after = decideSend(result, claim.promise, claim.tries + 1, refusedSeconds);
  const pause = await record(parts, claim, after, rest);
  probe("outbox.recorded");
  return pause;
}

/** So late, what could wait was kept by an outage or by the channel; before that its hour is the one that was chosen for it. */
const lateMilliseconds = 15 * 60_000;

/** When a message that could wait goes after all, if its hour is over by now; undefined for one that goes now. */
async function laterHour(parts: OutboxParts, claim: ClaimedMessage): Promise<Date | undefined> {
  const now = parts.clock.now();
  const canWait = claim.queue === "chat" && (claim.lane === lanes.relay || claim.lane === lanes.invitation);
  if (!canWait || now.getTime() - claim.dueAt.getTime() < lateMilliseconds) return undefined;
  const at = await parts.goodTime(workOf(parts, parts.database.db, now), claim.chatId);
  return at > now ? at : undefined;
}

/** The message waits for another hour, and holds nothing up meanwhile: what is due sooner goes before it. */
async function postpone(parts: OutboxParts, claim: ClaimedMessage, dueAt: Date): Promise<number> {
  await parts.database.db.transaction(async (tx) => {
    const values = { state: "new", dueAt, retryAt: null, errorCode: null } as const;
    await tx.update(outbox).set(values).where(isUnderWay(claim));
    await leaveLine(tx, claim);
  });
  return 0;
}

/** Takes one of this second's messages; 0 when there is one, else the milliseconds until the next. A crisis reply never waits. */
async function reservePace(parts: OutboxParts, lane: number, now: Date): Promise<number> {
  const { perSecond } = parts.pace;
  if (!Number.isFinite(perSecond)) return 0;
  const at = sql`${now.toISOString()}::timestamptz`;
  const share = sql`${`${1 / perSecond} seconds`}::interval`;
  // A second's worth may go at once; the rest follows evenly.
  const fits = sql`greatest(pace.promised_until, ${at}) + ${share} <= ${at} + interval '1 second'`;
  const [taken] = rowsOf(
    await parts.database.db.execute(sql`insert into pace (bot_id, promised_until) values (${parts.botId}, ${at} + ${share})
      on conflict (bot_id) do update set promised_until = greatest(pace.promised_until, ${at}) + ${share}
        where ${fits} or ${lane === lanes.crisis} returning 1 as taken`),
  );
  return taken ? 0 : Math.ceil(1_000 / perSecond);
}

/** The row as it was claimed: one that was dropped meanwhile has lost its content, and must not come back without it. */
const isUnderWay = ({ id }: ClaimedMessage) => and(eq(outbox.id, id), eq(outbox.state, "sending"));

/** The pace allows no message now: the row is as it was, and its line rests a moment. */
async function putBack(parts: OutboxParts, claim: ClaimedMessage, wait: number): Promise<number> {
  const { database, clock } = parts;
  await database.db.transaction(async (tx) => {
    await tx.update(outbox).set({ state: "new" }).where(isUnderWay(claim));
    await leaveLine(tx, claim, new Date(clock.now().getTime() + wait));
  });
  return wait;
}

const workOf = (parts: OutboxParts, db: Db, now: Date): Work => ({
  db,
  now,
  vault: parts.vault,
  texts: parts.texts,
  ...(parts.hasMail ? { hasMail: true } : {}),
});

const delayOf = ({ id, queue, chatId, subjectKind, subjectId }: ClaimedMessage): Delay => ({
  ...{ id, queue, chatId, subjectKind, subjectId },
});

/** What a message can be about for its arrival to be told too, not its failure alone. */
const toldOfArrival: ReadonlySet<string> = new Set([
  ...["proof", "offer", "words", "details"],
  ...["talk", "talkTranslation", "talkTakeBack", "talkEcho", "talkAsked"],
]);

/**
 * Tells of a message that does not get through, and of what waits behind it, which is as late; asked at each try, for what was written
 * meanwhile. In the order of what they are about: two chats that fail at once with the same alerts must not wait for each other. Told
 * before it is marked, for the same reason: whoever is told locks what it is about first, as whoever drops a message does.
 */
async function tellDelayed(parts: OutboxParts, tx: Db, claim: ClaimedMessage, now: Date): Promise<void> {
  const own = claim.isDelayed ? [] : [delayOf(claim)];
  const late = [...own, ...(await findBehind(tx, claim, now))];
  for (const delay of late.toSorted((a, b) => (a.subjectId ?? "").localeCompare(b.subjectId ?? ""))) {
    await parts.onDelayed(workOf(parts, tx, now), delay);
    await markDelayed(tx, delay.id, now);
  }
}

type Recorded = AfterSend | { readonly state: "dropped"; readonly code: string };

/** Writes down what became of a message and gives the line back, which rests `rest` milliseconds after a message that arrived. */
async function record(parts: OutboxParts, claim: ClaimedMessage, after: Recorded, rest = 0): Promise<number> {
  const now = parts.clock.now();
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const isLateAlert = claim.isDelayed && claim.subjectKind === "escalation";
  const isTold = isLateAlert || (claim.subjectKind !== null && toldOfArrival.has(claim.subjectKind));
  if (after.state === "sent" && !isTold) {
    const restUntil = rest > 0 ? later(rest) : undefined;
    await leaveSent(parts.database.db, claim, { at: now, messageId: after.messageId ?? null, restUntil });
    return rest;
  }
  return parts.database.db.transaction(async (tx) => {
    if (after.state === "new") {
      const { code, retryAfterMilliseconds: pause } = after;
      const tries = claim.tries + (after.counts ? 1 : 0);
      const isLate = after.isDelayed && claim.lane <= lanes.alert;
      const values = { state: "new", retryAt: later(pause), tries, errorCode: code } as const;
      // First of all: whoever is told finds the whole line late.
      const delayed = isLate && !claim.isDelayed ? { delayedAt: now } : {};
      const waits = await tx
        .update(outbox)
        .set({ ...values, ...delayed })
        .where(isUnderWay(claim))
        .returning({ id: outbox.id });
      await leaveLine(tx, claim);
      if (waits.length === 0) return 0;
      if (isLate) await tellDelayed(parts, tx, claim, now);
      parts.report("outbox.later", { seq: claim.seq, tries, code });
      return pause;
    }
    const isSent = after.state === "sent";
    const values = {
      state: after.state,
      body: null,
      tries: claim.tries + 1,
      sentAt: isSent ? now : null,
      messageId: isSent ? (after.messageId ?? null) : null,
      errorCode: isSent ? null : after.code,
    };
    await tx.update(outbox).set(values).where(eq(outbox.id, claim.id));
    // A refused message rests the chat too, or a fault of ours would be tried as fast as the machine can.
    const rests = rest > 0 && after.state !== "dropped";
    await leaveLine(tx, claim, rests ? later(rest) : undefined);
    if (after.state === "dropped") return 0;
    const code = after.state === "sent" ? null : after.code;
    if (code !== null) parts.report(`outbox.${after.state}`, { seq: claim.seq, code });
    if (code !== null || isTold)
      await parts.onOutcome(workOf(parts, tx, now), {
        ...delayOf(claim),
        ...{ state: after.state, code, messageId: values.messageId },
      });
    return rest;
  });
}
