import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNotNull, isNull, like, sql } from "drizzle-orm";
import { matchName } from "../caseload/match-name.ts";
import { causeNow } from "../checkin/find-said-again.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { alumnus, signal, tie } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { parentRule } from "../escalation/find-doubt.ts";
import { subjectOf } from "../escalation/move-escalation.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { type EscalationRow, findEscalation } from "../escalation/store.ts";
import { type AlumnusDetails, openDetails } from "../people/details.ts";
import { expectWords } from "../people/expect-words.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findPerson,
  isAsker,
  languageOfStaff,
  viewAlumnus,
} from "../people/store.ts";
import { tellWorker } from "../people/tell-worker.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { causeOf, findKnows, withdrawnRule } from "./raise-matched.ts";
import { findTied } from "./tie-parent.ts";

/** So many people of a name; whoever has more of them types more of it. */
const mostShown = 5;
const fewestLetters = 3;

/** The worry of somebody who asks, as this case worker may match it: theirs, or taken by them. */
async function findMatchable(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
): Promise<EscalationRow | undefined> {
  const row = await findEscalation(work.db, escalationId);
  const person = row && (await findPerson(work.db, row.personId));
  if (!row || !person || !isAsker(person) || by.chatId === null) return undefined;
  return may(actorOfStaff(by), "matchWorry", await subjectOf(work, row, by)) ? row : undefined;
}

/** Asks about whom a worry is: a human matches it, never the robot (R17). False for whoever may not. */
export async function askWho(work: Work, by: CaseWorkerRow, escalationId: string): Promise<boolean> {
  const row = await findMatchable(work, by, escalationId);
  if (!row || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  await expectWords(work, by.chatId, { kind: "matchWorry", escalationId });
  const tied = await nameTied(work, by, row);
  await say(work, {
    chatId: by.chatId,
    outgoing: {
      kind: "say",
      text: t(tied.length > 0 ? "questions:staff.tapOrType" : "questions:staff.typeName"),
      buttons: tied.map(({ id, label }) => [
        { label, action: { do: "matchedWorry", escalation: escalationId, alumnus: id } as const },
      ]),
    },
  });
  return true;
}

/** Those to whom the worried belong as far as is known, to tap; a worry can still be about somebody else. */
async function nameTied(work: Work, by: CaseWorkerRow, row: EscalationRow) {
  const { db, vault, now } = work;
  const named: { readonly id: string; readonly label: string }[] = [];
  for (const id of await findTied(db, row.personId)) {
    const person = await findAlumnus(db, id);
    if (!person || person.erasedAt || person.organisationId !== row.organisationId) continue;
    named.push({ id, label: labelOf(await openDetails(db, vault, person), person.exitDate) });
  }
  if (named.length > 0)
    await recordAccess(db, {
      at: now,
      actor: { kind: "caseWorker", id: by.id },
      action: "findNamesakes",
      subject: { kind: "escalation", id: row.id },
      facts: { found: named.length },
    });
  return named;
}

/** A name with the year of leaving school: two may have one name. */
const labelOf = ({ firstName, lastName }: AlumnusDetails, exitDate: string): string =>
  `${firstName} ${lastName} · ${exitDate.slice(0, 4)}`;

/** Young people of the organisation whose name fits, with the year in which they left, to tap; names alone, and it is logged. */
export async function showNamesakes(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  typed: string,
): Promise<void> {
  const { db, vault, now } = work;
  const { chatId } = by;
  if (chatId === null || !(await findMatchable(work, by, escalationId))) return;
  const t = work.texts(await languageOfStaff(db, by));
  const reply = (text: string) => say(work, { chatId, outgoing: { kind: "say", text } });
  if (typed.trim().length < fewestLetters) return void (await reply(t("questions:staff.moreLetters")));
  const rows = await db
    .select()
    .from(alumnus)
    .where(
      and(
        eq(alumnus.organisationId, by.organisationId),
        isNull(alumnus.erasedAt),
        gt(sql`octet_length(${alumnus.details})`, 0),
      ),
    )
    .orderBy(asc(alumnus.id));
  const found: { readonly id: string; readonly label: string; readonly rank: number }[] = [];
  for (const row of rows) {
    const details = await openDetails(db, vault, row);
    const rank = matchName(`${details.firstName} ${details.lastName}`, typed);
    if (rank === undefined) continue;
    found.push({ id: row.id, rank, label: labelOf(details, row.exitDate) });
  }
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "findNamesakes",
    subject: { kind: "escalation", id: escalationId },
    facts: { found: found.length },
  });
  if (found.length === 0) return void (await reply(t("questions:staff.nobody")));
  const shown = found.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1)).slice(0, mostShown);
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: t(found.length > shown.length ? "questions:staff.chooseSome" : "questions:staff.choose"),
      buttons: shown.map(({ id, label }) => [
        { label, action: { do: "matchedWorry", escalation: escalationId, alumnus: id } as const },
      ]),
    },
  });
}

/**
 * A worry is about this young person: they get a signal with origin parent, as serious as the worry, which goes to whoever guides
 * them; the two are tied. The parent hears nothing of it, and whoever reads the signal reads whether the young person knows. Matched
 * again as serious as before it changes nothing, and `isNew` says so; but it is raised anew after humans have dealt with it there,
 * and after it was said to be about somebody else: whoever guides the young person read that last, and is told the opposite.
 * Undefined for whoever may not, and for somebody of another organisation.
 */
export async function matchWorry(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  alumnusId: string,
): Promise<{ readonly worker: string; readonly name: string; readonly isNew: boolean } | undefined> {
  const { db, now } = work;
  const row = await findMatchable(work, by, escalationId);
  const person = await findAlumnus(db, alumnusId);
  if (!row || !person || person.organisationId !== row.organisationId || person.erasedAt) return undefined;
  await db
    .insert(tie)
    .values({ id: randomUUID(), askerId: row.personId, alumnusId, tiedBy: by.id, at: now })
    .onConflictDoNothing();
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "matchWorry",
    subject: { kind: "alumnus", id: person.id },
  });
  const withdrawn = await db
    .delete(signal)
    .where(
      and(
        eq(signal.personId, person.id),
        eq(signal.rule, withdrawnRule),
        like(signal.cause, `worry:${row.id}%`),
      ),
    )
    .returning({ id: signal.id });
  const isBack = withdrawn.length > 0;
  const cause = causeOf(row);
  const found = {
    cause: isBack ? `${cause}:${now.toISOString()}` : await causeNow(db, person.id, cause, now),
    rule: `${parentRule}:${await findKnows(work, row.id)}`,
    theme: "worry",
    severity: row.severity,
  } as const;
  const stored = await storeSignals(work, { personId: person.id }, [found]);
  await raiseEscalation(work, person, stored);
  const view = await viewAlumnus(work, person);
  if (isBack) {
    const t = work.texts(await languageOfStaff(db, view.worker));
    await tellWorker(work, view, t("questions:staff.tellBack", { name: view.details.firstName }));
  }
  return { worker: view.workerName, name: view.details.firstName, isNew: stored.length > 0 };
}

/**
 * A worry is about somebody else after all: the tie of that match goes, and whoever guides the young person reads it where they read of
 * the worry, and as a message. What rang stays open until they close it. False when there is no such match, and for whoever may not.
 */
export async function unmatchWorry(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  alumnusId: string,
): Promise<boolean> {
  const { db, now } = work;
  const row = await findMatchable(work, by, escalationId);
  const person = await findAlumnus(db, alumnusId);
  if (!row || !person || person.organisationId !== row.organisationId || person.erasedAt) return false;
  const ofMatch = and(eq(signal.personId, person.id), like(signal.cause, `worry:${row.id}%`));
  const matched = await db.select({ rule: signal.rule }).from(signal).where(ofMatch);
  if (matched.length === 0 || matched.some(({ rule }) => rule === withdrawnRule)) return false;
  // What the young person wished themselves is theirs to undo.
  await db
    .delete(tie)
    .where(and(eq(tie.askerId, row.personId), eq(tie.alumnusId, person.id), isNotNull(tie.tiedBy)));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "unmatchWorry",
    subject: { kind: "alumnus", id: person.id },
  });
  const found = {
    cause: `worry:${row.id}:withdrawn:${now.toISOString()}`,
    rule: withdrawnRule,
    theme: "worry",
    severity: "attention",
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
  const view = await viewAlumnus(work, person);
  const t = work.texts(await languageOfStaff(db, view.worker));
  await tellWorker(work, view, t("questions:staff.tellWithdrawn", { name: view.details.firstName }));
  return true;
}
