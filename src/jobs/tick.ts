import { eq } from "drizzle-orm";
import { lookAtAppointment, remindWorker } from "../appointment/remind-of-appointment.ts";
import { findDisplaced, settleDisplaced } from "../appointment/settle-displaced.ts";
import { findDueAppointments, findWorkersToRemind } from "../appointment/store.ts";
import { type Operator, runTestAlert } from "../audit/run-test-alert.ts";
import { findDueWatches, startWatched } from "../checkin/watch.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { organisation } from "../db/schema/index.ts";
import type { Report } from "../delivery/report.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { findUnreadDue, raiseUnread } from "../escalation/raise-unread.ts";
import { findUnreadBeforeDue, raiseUnreadBefore } from "../escalation/raise-unread-before.ts";
import { stepEscalation } from "../escalation/step-escalation.ts";
import { findDueEscalations } from "../escalation/store.ts";
import { findWaitingForDuty, wakeWaiting } from "../escalation/wake-waiting.ts";
import type { Texts } from "../i18n/texts.ts";
import { isStaffed } from "../people/duty/is-staffed.ts";
import { findConsentsToLookAt, lookAtConsent } from "../people/link/ask-at-sixteen.ts";
import { findAlumnus, type OrganisationRow } from "../people/store.ts";
import type { Vault } from "../privacy/vault.ts";
import { findDueDeadlines, findDueLooks, watchNew } from "../programme/deadline/find-deadlines.ts";
import { fireDeadline } from "../programme/deadline/fire-deadline.ts";
import { settleDeadlines } from "../programme/deadline/settle-deadlines.ts";
import { moveOn } from "../programme/move-on.ts";
import { findDueStandings } from "../programme/store.ts";
import { finishErasures } from "../rights/erase-alumnus.ts";
import { runRetention } from "../rights/run-retention.ts";
import { tendHeldWords } from "../talk/tend-held.ts";
import { findQuietTalks, tendTalk } from "../talk/tend-talks.ts";
import { claimToTranslate, findToTranslate, sayTranslation, type Translate } from "../talk/translate.ts";
import { findSchoolsFor, type SchoolStep, type Schools, schoolSteps } from "./school-steps.ts";

export interface TickParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
  readonly report: Report;
  /** The question set that new check-ins begin with. */
  readonly setHash: string;
  /** True where a mail server is configured. */
  readonly hasMail?: boolean;
  /** Puts words of a talk into the reader's language; absent: nobody does. */
  readonly translate?: Translate;
  /** To whom the daily test alert goes; absent: there is none. */
  readonly operator?: Operator;
}

/** Runs a step in a transaction of its own; one that fails is reported and leaves the rest alone. */
function stepper({ database, clock, report, vault, texts, hasMail }: TickParts) {
  return async (name: string, step: (work: Work) => Promise<void>) => {
    try {
      await database.db.transaction((tx) =>
        step({ ...{ db: tx, now: clock.now(), vault, texts }, ...(hasMail ? { hasMail: true } : {}) }),
      );
    } catch (error) {
      report("tick.failed", { step: name, code: errorCode(error) });
    }
  };
}

/**
 * What time does with alerts and with words that nobody reads. On a beat of its own: hundreds of people who were imported a minute
 * ago are looked at by `tick`, and no alert waits for the last of them. A tick has no memory: due moments stand in rows, so that a
 * missed tick, a second one or a second instance changes nothing.
 */
export async function tickAlerts(parts: TickParts): Promise<void> {
  const { database, clock } = parts;
  const inTransaction = stepper(parts);
  for (const id of await findDueEscalations(database.db, clock.now(), 200))
    await inTransaction("escalation", (work) => stepEscalation(work, id));
  for (const id of await findUnreadDue(database.db, clock.now(), 200))
    await inTransaction("unread", (work) => raiseUnread(work, id));
  for (const id of await findUnreadBeforeDue(database.db, clock.now(), 200))
    await inTransaction("unread", (work) => raiseUnreadBefore(work, id));
}

/** What else time sets in motion and has no minute: steps of programmes, appointments, dates, translations. Without memory, too. */
export async function tick(parts: TickParts): Promise<void> {
  const { database, clock } = parts;
  const inTransaction = stepper(parts);
  for (const id of await findDueStandings(database.db, clock.now(), 200))
    await inTransaction("standing", (work) => moveOn(work, id, parts.setHash));
  for (const id of await findDueAppointments(database.db, clock.now(), 200))
    await inTransaction("appointment", (work) => lookAtAppointment(work, id));
  for (const id of await findWorkersToRemind(database.db, clock.now()))
    await inTransaction("appointments", (work) => remindWorker(work, id));
  for (const id of await findDueWatches(database.db, clock.now(), 200))
    await inTransaction("watch", (work) => startWatched(work, id, parts.setHash));
  for (const id of await findDueLooks(database.db, clock.now(), 200))
    await inTransaction("deadlines", async (work) => {
      const person = await findAlumnus(work.db, id);
      if (person) await settleDeadlines(work, person);
    });
  for (const id of await findDueDeadlines(database.db, clock.now(), 200))
    await inTransaction("deadline", async (work) => {
      const fired = await fireDeadline(work, id);
      if (fired) await raiseEscalation(work, fired.person, fired.signals);
    });
  if (parts.translate) await translateWritten(parts, parts.translate);
}

/** The originals have arrived: a machine that is slow or fails holds nobody up, and no transaction is open while it works. */
async function translateWritten(parts: TickParts, translate: Translate): Promise<void> {
  const { database, clock, vault, texts } = parts;
  const inTransaction = stepper(parts);
  for (const id of await claimToTranslate(database.db, mostTranslations)) {
    const work = { db: database.db, now: clock.now(), vault, texts };
    const found = await findToTranslate(work, id);
    const translated = found && (await translate(found.text, found.from, found.to));
    // It was in the reader's language already.
    if (translated && translated !== found?.text)
      await inTransaction("translation", (inside) => sayTranslation(inside, id, translated));
  }
}

const mostTranslations = 5;

/**
 * What has a minute: the mornings of every school, what is asked again, erasures, the test alert, retention. Most of what
 * concerns a school is done while it is staffed (`school-steps.ts`). It has no memory either; asking more often changes nothing.
 */
export async function tickMinute(parts: TickParts): Promise<void> {
  const { database, clock } = parts;
  const inTransaction = stepper(parts);
  const all = await database.db.select().from(organisation).where(eq(organisation.purpose, "school"));
  const open = all.filter((school) => isStaffed(school, clock.now()));
  await inTransaction("dates", watchNew);
  const waiting = Map.groupBy(
    await findWaitingForDuty(database.db, clock.now()),
    ({ organisationId }) => organisationId,
  );
  for (const [id, alerts] of waiting) await inTransaction("waiting", (work) => wakeWaiting(work, id, alerts));
  for (const step of schoolSteps)
    for (const school of await lookFor(parts, step, { all, open }))
      await inTransaction(step.name, (work) => step.run(work, school).then(() => undefined));
  await inTransaction("heldWords", tendHeldWords);
  for (const id of await findQuietTalks(database.db, clock.now(), open))
    await inTransaction("talk", (work) => tendTalk(work, id));
  for (const id of await findDisplaced(database.db, clock.now(), 100))
    await inTransaction("displaced", (work) => settleDisplaced(work, id));
  for (const id of await findConsentsToLookAt({ db: database.db, now: clock.now() }))
    await inTransaction("consent", (work) => lookAtConsent(work, id));
  await inTransaction("erasures", (work) => finishErasures(work, 100).then(() => undefined));
  if (parts.operator) {
    const { operator } = parts;
    await inTransaction("testAlert", (work) => runTestAlert(work, operator));
  }
  await runRetention(database.db, clock.now(), inTransaction);
}

/** A question that fails is reported like a step that does, and leaves the other steps alone. */
async function lookFor(
  { database, clock, hasMail, report }: TickParts,
  step: SchoolStep,
  schools: Schools,
): Promise<OrganisationRow[]> {
  try {
    const looking = { db: database.db, now: clock.now(), ...(hasMail ? { hasMail: true } : {}) };
    return await findSchoolsFor(step, looking, schools);
  } catch (error) {
    report("tick.failed", { step: step.name, code: errorCode(error) });
    return [];
  }
}
