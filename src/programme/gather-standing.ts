import { and, asc, eq, inArray, max, min } from "drizzle-orm";
import { isForgotten, settingsOf } from "../appointment/appointment.ts";
import { invitedAt } from "../checkin/start-check-in.ts";
import { findRunningCheckIn } from "../checkin/store.ts";
import { type Contact, findContacts, lastContacts } from "../contact/find-contacts.ts";
import { answer, appointment, contactMoment, invitation, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { isOpenToUs } from "../people/can-be-written-to.ts";
import type { WaitingReason } from "../people/decide-waiting-reason.ts";
import { lastStaffed, localDay, longRestWithin, nextStaffed } from "../people/duty/is-staffed.ts";
import { findStanding } from "../people/find-waiting.ts";
import { isWithHuman } from "../people/has-human.ts";
import { findOffers, madeAtOf, type OfferRow } from "../people/link/keep-offer.ts";
import { restUntil, wishedRest } from "../people/rest-until.ts";
import type { AlumnusView, OrganisationRow } from "../people/store.ts";
import { countAskedToday } from "./count-asked.ts";
import { decideRegime, nextRegimeDay, type RegimeDecision } from "./decide-regime.ts";
import { mostAsksADay } from "./decide-spread.ts";
import { decideTermOf } from "./decide-term.ts";
import { readLeaver } from "./read-leaver.ts";
import { startOf } from "./standing/days.ts";
import {
  type Appointments,
  type NotTakingPart,
  type StandingFacts,
  usualSilenceDays,
} from "./standing/standing.ts";
import { findProgramme, type MomentRow, type Place } from "./store.ts";

const hour = 3_600_000;

/** What no deed of a look changes: it is read once, however many rounds the look takes. */
export interface Lasting {
  /** Whether they take part, and what Telegram has told of their chat. */
  readonly about: Awaited<ReturnType<typeof findStanding>>;
  readonly contacts: readonly Contact[];
}

export async function gatherLasting(
  work: Work,
  { row, organisation }: Pick<AlumnusView, "row" | "organisation">,
): Promise<Lasting> {
  const [about, contacts] = await Promise.all([
    findStanding(work, row, organisation),
    findContacts(work.db, [row.id]),
  ]);
  return { about, contacts };
}

/** What is known of somebody's place, gathered for the decision. */
export async function gatherStanding(
  work: Work,
  { row, organisation }: Pick<AlumnusView, "row" | "organisation">,
  { place, group }: Place,
  { about, contacts }: Lasting,
): Promise<{
  readonly facts: StandingFacts;
  readonly why: WaitingReason | undefined;
  readonly regime: RegimeDecision;
}> {
  const { db } = work;
  const { timeZone } = organisation;
  const { waiting, chat: own, saidYes } = about;
  const why = waiting?.reason === "blocked" ? undefined : waiting?.reason;
  const part = partOf(why);
  const hasSaidYes = saidYes !== undefined && saidYes.untilAt === null;
  const heldSince = part === "waits" && hasSaidYes ? latest([saidYes.at, waiting?.since]) : null;
  // Asked at once, they are one way to the database and back instead of eight: a look is made for everybody again and again.
  const [running, tasks, all, offers, appointments, withHuman, rested, wished] = await Promise.all([
    findRunningCheckIn(db, row.id),
    db.select().from(task).where(eq(task.alumnusId, row.id)).orderBy(asc(task.createdAt)),
    db
      .select()
      .from(contactMoment)
      .where(
        and(
          eq(contactMoment.enrolmentId, place.id),
          inArray(contactMoment.state, ["planned", "asked", "missed"]),
        ),
      )
      .orderBy(asc(contactMoment.fromDay), asc(contactMoment.occasion)),
    findOffers(db, row.id),
    findAppointments(work, row.id, organisation),
    isWithHuman(work, row.id),
    restUntil(work, row.chatId),
    wishedRest(work, row),
  ]);
  const moments = all.filter(({ state }) => state !== "missed");
  const offeredAt = await firstOffered(work, row.id, offers);
  const reached = lastContacts(contacts).get(row.id);
  const dayOf = (instant: Date | null) => instant && localDay(organisation, instant);
  const [begin] = group.parts;
  const first = begin && (await findProgramme(db, begin.programmeHash));
  if (!first) throw new Error("A cohort without a programme");
  const leaver = readLeaver(row, organisation);
  const today = localDay(organisation, work.now);
  const regime = decideRegime(leaver, today);
  const term = decideTermOf(place, regime.statutory, dayOf(about.partSince));
  const again = offers.find(({ kind }) => kind === "reoffer");
  const facts: StandingFacts = {
    timeZone,
    days: organisation.silenceDays ?? usualSilenceDays,
    term,
    plannedUntil: place.endsOn,
    opens: first.opens,
    statutory: regime.statutory,
    participation: {
      offeredOn: dayOf(offeredAt),
      reOfferedOn: dayOf(place.reofferedAt ?? (again ? madeAtOf(again) : null)),
      // Whoever said yes and whose phone was let go of has answered: nobody asks them again. What they said since has its own day.
      takesPartSince: dayOf(row.joinedAt ?? saidYes?.at ?? null),
      stoppedOn: dayOf(row.stoppedAt ?? (row.joinedAt === null ? (saidYes?.untilAt ?? null) : null)),
      canBeWrittenTo: isOpenToUs(own, work.now),
    },
    part,
    heldSince,
    isOnTelegram: row.chatId !== null,
    blockedSince: own?.blockedSince ?? null,
    joinedAt: row.joinedAt,
    checkIn:
      running && isRunning(running.state)
        ? {
            id: running.id,
            state: running.state,
            lastAt: await lastOf(work, running.id, running.openedAt ?? invitedAt(running, organisation)),
            reminders: running.reminders,
          }
        : undefined,
    openTasks: tasks.filter(({ doneAt }) => doneAt === null),
    doneTasks: tasks.flatMap(({ kind, about, doneAt, outcome }) =>
      doneAt ? [{ kind, about, doneAt, isSettled: outcome === "settled" }] : [],
    ),
    moments,
    missedSince: sinceMissed(all, term.startsOn, appointments, timeZone),
    appointments,
    isWithHuman: withHuman,
    notBefore: latest([rested, wished]),
    quietUntil: rested,
    lastContactAt: latest([own?.lastSeenAt, reached?.at]),
    goodTime: (at) => nextMessageTime(organisation, row.ownTime, at),
    enrolledOn: localDay(organisation, place.createdAt),
    regimeChangesOn: nextRegimeDay(leaver, today),
    closedSince: (at) => closedSince(organisation, at),
    // Where messages go on closed days too, these are days like others.
    restWithin: (from, until) =>
      organisation.messageHours?.whenClosed ? undefined : longRestWithin(organisation, from, until),
    isDayFull: moments.some((one) => one.state === "planned" && one.askAt !== null && one.askAt <= work.now)
      ? (await countAskedToday(work, row.caseWorkerId, organisation)) >= mostAsksADay
      : false,
  };
  return { facts, why, regime };
}

/** The robot's own that nobody answered are silence; until the exit the school sees everybody every day. */
function sinceMissed(
  moments: readonly MomentRow[],
  exitDay: string,
  { noShow }: Appointments,
  timeZone: string,
): Date | null {
  const last = moments
    .filter(({ state, form, untilDay }) => state === "missed" && form !== "bot" && untilDay > exitDay)
    .sort((a, b) => a.untilDay.localeCompare(b.untilDay))
    .at(-1);
  if (!last) return null;
  if (noShow?.momentId === last.id) return noShow.at;
  return last.askAt ?? startOf(last.fromDay, timeZone);
}

/** A weekend is no vacation, and neither are Easter and the days around it. */
const vacationDays = 5;

function closedSince(organisation: OrganisationRow, at: Date): Date | undefined {
  const [last, next] = [lastStaffed(organisation, at), nextStaffed(organisation, at)];
  if (!last || !next || next.getTime() - last.getTime() < vacationDays * 24 * hour) return undefined;
  return last;
}

/** When the offer was made first: with a card, or by a human. */
async function firstOffered(
  { db }: Work,
  alumnusId: string,
  made: readonly OfferRow[],
): Promise<Date | null> {
  const [card] = await db
    .select({ at: min(invitation.createdAt) })
    .from(invitation)
    .where(eq(invitation.alumnusId, alumnusId));
  const moments = [card?.at ?? null, ...made.map(madeAtOf)].filter((one) => one !== null);
  return moments.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

const isRunning = (state: string): state is "invited" | "open" | "paused" =>
  state === "invited" || state === "open" || state === "paused";

function partOf(why: WaitingReason | undefined): NotTakingPart | "joined" {
  if (why === undefined) return "joined";
  if (why === "stopped") return "stopped";
  return why === "notNow" || why === "refused" ? "declined" : "waits";
}

async function lastOf({ db }: Work, checkInId: string, begun: Date): Promise<Date> {
  const [row] = await db
    .select({ at: max(answer.answeredAt) })
    .from(answer)
    .where(eq(answer.checkInId, checkInId));
  return row?.at && row.at > begun ? row.at : begun;
}

async function findAppointments(
  { db, now }: Work,
  alumnusId: string,
  { appointments: settings }: OrganisationRow,
): Promise<Appointments> {
  const rows = await db
    .select()
    .from(appointment)
    .where(eq(appointment.alumnusId, alumnusId))
    .orderBy(asc(appointment.createdAt));
  const running = rows.findLast(
    (one) => one.state === "offered" || (one.state === "booked" && !isForgotten(one, now)),
  );
  const [last] = rows
    .filter(({ state }) => state === "held" || state === "missed")
    .sort((a, b) => (b.startsAt?.getTime() ?? 0) - (a.startsAt?.getTime() ?? 0));
  return {
    robotOffers: settingsOf(settings).robotOffers,
    running: running && { momentId: running.momentId, at: running.startsAt },
    offered: new Set(rows.flatMap(({ momentId }) => momentId ?? [])),
    noShow:
      last?.state === "missed" && last.startsAt
        ? { id: last.id, momentId: last.momentId, at: last.startsAt }
        : undefined,
  };
}

const latest = (moments: readonly (Date | null | undefined)[]): Date | null =>
  moments.reduce<Date | null>((last, one) => (one && (!last || one > last) ? one : last), null);
