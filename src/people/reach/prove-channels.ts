import { and, eq, isNull } from "drizzle-orm";
import { caseWorker, channelProof } from "../../db/schema/index.ts";
import { dropUnsentProofs } from "../../delivery/drop-unsent.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Channel } from "../duty/duty.ts";
import { localDaysBetween } from "../duty/is-staffed.ts";
import { type CaseWorkerRow, languageOfStaff, type OrganisationRow } from "../store.ts";
import { findChannels } from "./find-channels.ts";
import type { ChannelState } from "./is-ready.ts";
import { mailStaff } from "./mail-staff.ts";

/** How many alerts are open for somebody of the staff: known to a room that this one does not use. */
export type CountOpen = (work: Work, caseWorkerId: string) => Promise<number>;

/**
 * For the staffed hours: on the first tick of a day each channel of everybody of the staff is tried once: the chat with a knock that nobody
 * sees, the mailbox with the day's short mail. A channel that has shown itself today needs no proof. Due by rows, so that a missed tick, a restart or a second instance changes
 * nothing; what came of it is written down by `recordProof`.
 */
export async function proveChannels(
  work: Work,
  organisation: OrganisationRow,
  countOpen: CountOpen,
): Promise<void> {
  for (const { worker, telegram, email } of await findChannels(work, organisation.id)) {
    const isToday = (instant: Date | null) =>
      instant !== null && localDaysBetween(organisation, instant, work.now) === 0;
    const isDue = ({ isThere, triedAt, provenAt }: ChannelState) =>
      isThere && !isToday(triedAt) && !isToday(provenAt);
    if (isDue(telegram) && (await take(work, worker, "telegram", telegram.triedAt)))
      await knock(work, worker);
    if (isDue(email) && (await take(work, worker, "email", email.triedAt)))
      await mailMorning(work, worker, await countOpen(work, worker.id));
  }
}

/** True for the one instance that writes the try down. */
async function take(
  { db, now }: Work,
  worker: CaseWorkerRow,
  channel: Channel,
  before: Date | null,
): Promise<boolean> {
  const key = and(eq(channelProof.caseWorkerId, worker.id), eq(channelProof.channel, channel));
  const taken =
    before === null
      ? await db
          .insert(channelProof)
          .values({ caseWorkerId: worker.id, channel, triedAt: now })
          .onConflictDoNothing()
          .returning()
      : await db
          .update(channelProof)
          .set({ triedAt: now })
          .where(and(key, eq(channelProof.triedAt, before)))
          .returning();
  return taken.length > 0;
}

/** Waits out a Telegram that is away: nobody is called unreachable because Telegram is. Behind everything else in the chat. */
async function knock(work: Work, worker: CaseWorkerRow): Promise<void> {
  if (worker.chatId === null) return;
  await dropUnsentProofs(work, worker.id, "chat");
  await say(work, {
    chatId: worker.chatId,
    lane: "invitation",
    outgoing: { kind: "knock" },
    subject: { kind: "proof", id: worker.id },
  });
}

async function mailMorning(work: Work, worker: CaseWorkerRow, open: number): Promise<void> {
  await dropUnsentProofs(work, worker.id, "mail");
  const t = work.texts(await languageOfStaff(work.db, worker));
  await mailStaff(work, worker, {
    subject: t("people:mail.morningSubject"),
    text: t("people:mail.morningText", { number: open }),
    about: { kind: "proof", id: worker.id },
    lane: "relay",
  });
}

/** What became of something that was sent to somebody of the staff, as far as it says something about the channel. */
export interface Proof {
  readonly caseWorkerId: string;
  readonly channel: Channel;
  readonly state: "sent" | "blocked" | "undeliverable" | "unknown";
  /** A code such as `TG_403`. */
  readonly code: string | null;
}

/** Writes down that a channel works or does not; an unclear outcome says nothing. */
export async function recordProof({ db, now }: Work, proof: Proof): Promise<void> {
  const { caseWorkerId, channel, state, code } = proof;
  if (state === "unknown") return;
  const [worker] = await db
    .select({ id: caseWorker.id })
    .from(caseWorker)
    .where(and(eq(caseWorker.id, caseWorkerId), isNull(caseWorker.leftAt)));
  if (!worker) return;
  const values = state === "sent" ? { provenAt: now, failedAt: null, code: null } : { failedAt: now, code };
  await db
    .insert(channelProof)
    .values({ caseWorkerId, channel, triedAt: now, ...values })
    .onConflictDoUpdate({ target: [channelProof.caseWorkerId, channelProof.channel], set: values });
}
