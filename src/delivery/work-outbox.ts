import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Database, Db } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { rowsOf } from "../db/rows-of.ts";
import { outbox } from "../db/schema/index.ts";
import type { Texts } from "../i18n/texts.ts";
import type { Vault } from "../privacy/vault.ts";
import { type Claim, claimLine, keepLine, leaveLine } from "./claim-line.ts";
import { type AfterSend, decideSend } from "./decide-send.ts";
import { lanes, type Outgoing, type Send } from "./outgoing.ts";
import type { Probe, Report } from "./report.ts";
import { type Lines, runLines } from "./run-lines.ts";
import type { Work } from "./work.ts";

/** How fast the bot may talk: Telegram asks for 30 messages a second in all and one a second in a chat. */
export interface Pace {
  readonly perSecond: number;
  readonly chatRestMilliseconds: number;
}
export const telegramPace: Pace = { perSecond: 30, chatRestMilliseconds: 1_000 };

/** What became of a message, for the room that wants to know. */
export interface SendOutcome {
  readonly id: string;
  readonly chatId: number;
  readonly state: "sent" | "blocked" | "undeliverable" | "unknown";
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
}

export interface OutboxParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
  readonly botId: number;
  readonly hands: number;
  readonly send: Send;
  readonly pace: Pace;
  /** Told of every final outcome, inside the transaction that records it. */
  readonly onOutcome: (work: Work, outcome: SendOutcome) => Promise<void>;
  readonly report: Report;
  readonly probe: Probe;
}

type Row = typeof outbox.$inferSelect;

/**
 * Sends what stands in the outbox: pressing lanes first, a chat's messages in their order and one a second, thirty a
 * second over all instances. `queue` is `chat` for messages and `tap` for the answers to taps, which wait for nobody.
 */
export function workOutbox(parts: OutboxParts, queue: "chat" | "tap"): Lines {
  const { database, clock } = parts;
  const owner = randomUUID();
  const lines = runLines({
    hands: parts.hands,
    backstop: 1_000,
    report: (error) => parts.report("outbox.failed", { code: errorCode(error) }),
    claim: () => claimLine(database.db, queue, owner, clock.now()),
    work: async (claim) => {
      let next = await sendNext(parts, claim, owner);
      while (next.again) next = await sendNext(parts, claim, owner);
      await leaveLine(database.db, claim, owner, next.restUntil);
      const rest = next.restUntil ? next.restUntil.getTime() - clock.now().getTime() : 0;
      if (next.pause || rest > 0) lines.wakeIn(Math.max(next.pause ?? 0, rest));
    },
  });
  return lines;
}

interface Next {
  readonly again: boolean;
  readonly pause?: number;
  readonly restUntil?: Date;
}

async function sendNext(parts: OutboxParts, claim: Claim, owner: string): Promise<Next> {
  const { database, clock } = parts;
  const begun = await database.db.transaction((tx) => beginSend(parts, tx, claim, owner));
  if (!("row" in begun)) return begun;
  const { row, outgoing, targetMessageId } = begun;
  parts.probe("outbox.sending");
  const result = await parts.send(row.chatId, outgoing, targetMessageId);
  parts.probe("outbox.sent");
  const after = decideSend(result, row.promise, row.tries + 1);
  if (result.kind === "unauthorized") parts.report("outbox.unauthorized", { code: result.code });
  const now = clock.now();
  await database.db.transaction((tx) => recordSend(parts, tx, row, after));
  parts.probe("outbox.recorded");
  if (after.state === "new") return { again: false, pause: after.retryAfterMilliseconds };
  const isMessage = outgoing.kind === "say" || outgoing.kind === "sayVoice";
  if (after.state === "sent" && isMessage && parts.pace.chatRestMilliseconds > 0)
    return { again: false, restUntil: new Date(now.getTime() + parts.pace.chatRestMilliseconds) };
  return { again: true };
}

/** Marks the line's next row as under way, so that a crash during the send is noticed, and keeps the pace. */
async function beginSend(
  parts: OutboxParts,
  tx: Db,
  claim: Claim,
  owner: string,
): Promise<Next | { row: Row; outgoing: Outgoing; targetMessageId: number | undefined }> {
  const now = parts.clock.now();
  if (!(await keepLine(tx, claim, owner, now))) return { again: false };
  const [row] = await tx
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.chatId, claim.chatId),
        eq(outbox.line, claim.queue === "tap" ? "tap" : "chat"),
        inArray(outbox.state, ["new", "sending"]),
        lte(outbox.dueAt, now),
      ),
    )
    .orderBy(asc(outbox.lane), asc(outbox.seq))
    .limit(1);
  if (!row?.body) return { again: false };
  if (row.retryAt && row.retryAt > now) return { again: false, pause: row.retryAt.getTime() - now.getTime() };
  if (row.state === "sending" && row.promise === "atMostOnce") {
    await recordSend(parts, tx, row, { state: "unknown", code: "PROCESS_DIED" });
    return { again: true };
  }
  let targetMessageId: number | undefined;
  if (row.targetId) {
    const [target] = await tx
      .select({ messageId: outbox.messageId })
      .from(outbox)
      .where(eq(outbox.id, row.targetId));
    if (!target?.messageId) {
      // The message that this one changes never arrived, so there is nothing to change.
      await tx
        .update(outbox)
        .set({ state: "dropped", body: null, errorCode: "TARGET_NOT_SENT" })
        .where(eq(outbox.id, row.id));
      return { again: true };
    }
    targetMessageId = target.messageId;
  }
  if (claim.queue === "chat") {
    const wait = await reservePace(parts, tx, row.lane, now);
    if (wait > 0) return { again: false, pause: wait, restUntil: new Date(now.getTime() + wait) };
    await tx.update(outbox).set({ state: "sending" }).where(eq(outbox.id, row.id));
  }
  const place = { table: "outbox", column: "body", row: row.id };
  const outgoing = JSON.parse(await parts.vault.open(tx, row.keyId, place, row.body)) as Outgoing;
  return { row, outgoing, targetMessageId };
}

/** Takes one of this second's messages; 0 when there is one, else the milliseconds until the next. A crisis reply never waits. */
async function reservePace(parts: OutboxParts, tx: Db, lane: number, now: Date): Promise<number> {
  const { perSecond } = parts.pace;
  if (!Number.isFinite(perSecond)) return 0;
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = rowsOf<{ ahead: number }>(
    await tx.execute(sql`insert into pace (bot_id, promised_until) values (${parts.botId}, ${at})
      on conflict (bot_id) do update set promised_until = greatest(pace.promised_until, ${at})
      returning (extract(epoch from promised_until - ${at}) * 1000)::float8 as ahead`),
  );
  // A second's worth may go at once; the rest follows evenly.
  const wait = Math.ceil(Number(row?.ahead ?? 0) - 1_000 + 1_000 / perSecond);
  if (wait > 0 && lane !== lanes.crisis) return wait;
  await tx.execute(
    sql`update pace set promised_until = promised_until + ${`${1 / perSecond} seconds`}::interval where bot_id = ${parts.botId}`,
  );
  return 0;
}

async function recordSend(parts: OutboxParts, tx: Db, row: Row, after: AfterSend): Promise<void> {
  const now = parts.clock.now();
  if (after.state === "new") {
    const retryAt = new Date(now.getTime() + after.retryAfterMilliseconds);
    const tries = row.tries + (after.counts ? 1 : 0);
    await tx
      .update(outbox)
      .set({ state: "new", retryAt, tries, errorCode: after.code })
      .where(eq(outbox.id, row.id));
    parts.report("outbox.later", { seq: row.seq, tries, code: after.code });
    return;
  }
  await tx
    .update(outbox)
    .set({
      state: after.state,
      body: null,
      sentAt: after.state === "sent" ? now : null,
      messageId: after.state === "sent" ? (after.messageId ?? null) : null,
      errorCode: after.state === "sent" ? null : after.code,
      tries: row.tries + 1,
    })
    .where(eq(outbox.id, row.id));
  if (after.state !== "sent") parts.report(`outbox.${after.state}`, { seq: row.seq, code: after.code });
  const work: Work = { db: tx, now, vault: parts.vault, texts: parts.texts };
  const { id, chatId, subjectKind, subjectId } = row;
  await parts.onOutcome(work, { id, chatId, state: after.state, subjectKind, subjectId });
}
