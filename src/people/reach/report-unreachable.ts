import { createHash } from "node:crypto";
import { and, eq, gt, ne } from "drizzle-orm";
import { outbox } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { lockOrganisation } from "../add-staff.ts";
import { openName } from "../details.ts";
import { localDaysBetween } from "../duty/is-staffed.ts";
import { languageOfStaff, type OrganisationRow } from "../store.ts";
import { findChannels, provenChannels, type StaffChannels } from "./find-channels.ts";
import { type ChannelState, isProven } from "./is-ready.ts";
import { mailStaff } from "./mail-staff.ts";

/** The same people are reported again after a week. */
const againAfter = 7 * 86_400_000;
/** A try of this morning gets so long to be answered before somebody is called unreachable. */
const answerPatience = 10 * 60_000;

export type WhyUnreachable = "notLinked" | "blocked" | "failed";

export interface Unreachable {
  readonly staff: StaffChannels;
  readonly why: WhyUnreachable;
}

/**
 * For the staffed hours: the coordinators hear whose chat takes no alert, why, and what to do: in one message, and the same
 * people again after a week. When no coordinator can be reached, everybody hears it who can; when nobody can, it is
 * left to the auditor (`countUnreachable`).
 */
export async function reportUnreachable(work: Work, organisation: OrganisationRow): Promise<void> {
  const staff = await findChannels(work, organisation.id);
  if (staff.some((one) => isUnanswered(one.telegram, work.now))) return;
  const unreachable = findUnreachable(work, organisation, staff);
  if (unreachable.length === 0) return;
  const about = subjectOf(organisation, unreachable);
  if (await wasReported(work, about, unreachable)) return;
  await lockOrganisation(work.db, organisation.id);
  // Of two instances one tells: the other finds it told after it waited.
  if (await wasReported(work, about, unreachable)) return;
  for (const reader of findReaders(work, staff)) await tell(work, reader, unreachable, about);
}

/**
 * Why somebody of the staff cannot take an alert; undefined when they can. Only in the chat anything is taken, whether a mail arrives
 * or not (docs/decisions/0019).
 */
function whyUnreachable(one: StaffChannels, now: Date): WhyUnreachable | undefined {
  if (one.worker.chatId === null) return "notLinked";
  if (isProven(one.telegram, now)) return undefined;
  return one.telegram.isThere ? "failed" : "blocked";
}

/** Whose chat takes no alert. Somebody who was added today gets the day to use the link. */
function findUnreachable(
  { now }: Work,
  organisation: OrganisationRow,
  staff: readonly StaffChannels[],
): Unreachable[] {
  return staff.flatMap((one) => {
    const why = whyUnreachable(one, now);
    const isNew = localDaysBetween(organisation, one.worker.createdAt, now) === 0;
    return why === undefined || (why === "notLinked" && isNew) ? [] : [{ staff: one, why }];
  });
}

function isUnanswered({ triedAt, provenAt, failedAt }: ChannelState, now: Date): boolean {
  if (triedAt === null || now.getTime() - triedAt.getTime() > answerPatience) return false;
  return !(provenAt && provenAt >= triedAt) && !(failedAt && failedAt >= triedAt);
}

/** One id for these people with these reasons, so that the message's own row says whether it was sent. */
function subjectOf(organisation: OrganisationRow, unreachable: readonly Unreachable[]): string {
  const people = unreachable.map(({ staff, why }) => `${staff.worker.id} ${why}`).toSorted();
  const hex = createHash("sha256")
    .update([organisation.id, ...people].join("\n"))
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** A report from before one of them could be reached again is about another time. */
async function wasReported(
  { db, now }: Work,
  about: string,
  unreachable: readonly Unreachable[],
): Promise<boolean> {
  const reached = unreachable.flatMap(({ staff }) => staff.telegram.provenAt?.getTime() ?? []);
  const since = Math.max(now.getTime() - againAfter, ...reached);
  const [told] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.subjectKind, "unreachable"),
        eq(outbox.subjectId, about),
        ne(outbox.state, "dropped"),
        gt(outbox.createdAt, new Date(since)),
      ),
    )
    .limit(1);
  return told !== undefined;
}

interface Reader {
  readonly staff: StaffChannels;
  readonly by: "telegram" | "email";
}

/** Coordinators in their chats, else everybody in theirs, else everybody by mail. */
function findReaders({ now }: Work, staff: readonly StaffChannels[]): Reader[] {
  const reachedBy = (by: Reader["by"]) =>
    staff.filter((one) => provenChannels(one, now).includes(by)).map((one) => ({ staff: one, by }));
  const inChat = reachedBy("telegram");
  const coordinators = inChat.filter((one) => one.staff.worker.role === "coordinator");
  if (coordinators.length > 0) return coordinators;
  return inChat.length > 0 ? inChat : reachedBy("email");
}

async function tell(
  work: Work,
  { staff: { worker }, by }: Reader,
  unreachable: readonly Unreachable[],
  about: string,
): Promise<void> {
  const t = work.texts(await languageOfStaff(work.db, worker));
  const subject = { kind: "unreachable", id: about } as const;
  if (by === "email") {
    // No name in a mail, of nobody.
    const text = t("people:reach.mailText", { number: unreachable.length });
    await mailStaff(work, worker, { subject: t("people:reach.mailSubject"), text, about: subject });
    return;
  }
  if (worker.chatId === null) return;
  const named: { readonly name: string; readonly why: WhyUnreachable }[] = [];
  for (const { staff, why } of unreachable)
    named.push({ why, name: await openName(work.db, work.vault, staff.worker) });
  const lines = named
    .toSorted((a, b) => a.name.localeCompare(b.name, "nl"))
    .map(({ name, why }) => t(`people:reach.reason.${why}`, { name }));
  await say(work, {
    chatId: worker.chatId,
    lane: "alert",
    outgoing: { kind: "say", text: [t("people:reach.title"), ...lines].join("\n") },
    subject,
  });
}

/** How many of an organisation's staff there are, and how many of them cannot take an alert. */
export async function countUnreachable(
  work: Pick<Work, "db" | "now" | "hasMail">,
  organisationId: string,
): Promise<{ readonly staff: number; readonly unreachable: number }> {
  const staff = await findChannels(work, organisationId);
  const unreachable = staff.filter((one) => whyUnreachable(one, work.now) !== undefined).length;
  return { staff: staff.length, unreachable };
}
