import { and, asc, eq, gte, isNotNull, isNull } from "drizzle-orm";
import { openContactNote } from "../contact/correct-contact.ts";
import { findContacts } from "../contact/find-contacts.ts";
import { escalation, handOver } from "../db/schema/index.ts";
import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { mostInOneMessage } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { detailsMinutes } from "../escalation/describe-details.ts";
import { staffLanguageOf } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { findColleagues } from "../people/find-colleagues.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { situationName } from "./describe-profile.ts";
import { type SummaryFacts, writeSummary } from "./write-summary.ts";

/** How far a summary goes back. */
const days = 365;

/**
 * Sends a case worker the summary of somebody for the school's own system, in the school's language: one message in letters of
 * equal width that a tap copies, or a small file when it is longer than a message. No answer and no word of the young person
 * is in it. Logged and taken back after 15 minutes like details, but not marked as protected: what is protected cannot be
 * copied (docs/decisions/0025). False for whoever is not this reader's.
 */
export async function sendSummary(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person || by.chatId === null || person.erasedAt || person.details.length === 0) return false;
  if (!may(actorOfStaff(by), "seePerson", await findSubject(db, person, now))) return false;
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openSummary",
    subject: { kind: "alumnus", id: person.id },
  });
  const { organisation, details } = await viewAlumnus(work, person);
  const language = staffLanguageOf(organisation.language);
  const t = work.texts(language);
  const from = new Date(now.getTime() - days * 86_400_000);
  const { timeZone } = organisation;
  const text = writeSummary(
    { t, language, timeZone },
    {
      name: `${details.firstName} ${details.lastName}`,
      ownNumber: details.ownNumber,
      situation: situationName(t, person.situation),
      situationSince: person.situationSince,
      contacts: await describeContacts(work, person, from),
      agreements: await findAgreements(work, t, person, from),
      from,
      until: now,
    },
  );
  const own = work.texts(await languageOfStaff(db, by));
  const isLong = text.length > mostInOneMessage;
  const outgoing: Outgoing = isLong
    ? { kind: "sayDocument", fileName: "in-beeld.txt", content: `\ufeff${text}\n` }
    : { kind: "say", text, monospace: true };
  // Taken back when it has arrived for a while (escalation/settle-shown.ts).
  await say(work, { chatId: by.chatId, subject: { kind: "details", id: person.id }, outgoing });
  const hint = own(isLong ? "caseload:summary.howFile" : "caseload:summary.how", {
    minutes: detailsMinutes,
  });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: hint } });
  return true;
}

async function describeContacts(
  work: Work,
  person: AlumnusRow,
  from: Date,
): Promise<SummaryFacts["contacts"]> {
  const names = new Map(
    (await findColleagues(work, person.organisationId)).map((one) => [one.id, one.name] as const),
  );
  const described: SummaryFacts["contacts"][number][] = [];
  for (const one of await findContacts(work.db, [person.id], from))
    described.push({
      ...one,
      who: one.caseWorkerId === null ? undefined : names.get(one.caseWorkerId),
      note: one.row ? await openContactNote(work, person.keyId, one.row) : undefined,
    });
  return described;
}

/** A follow-up that was agreed at the end of an alert, and partners who were asked to help; never what it was about. */
async function findAgreements(
  { db }: Work,
  t: Say,
  person: AlumnusRow,
  from: Date,
): Promise<SummaryFacts["agreements"]> {
  const settled = await db
    .select({ at: escalation.resolvedAt, outcome: escalation.outcome })
    .from(escalation)
    .where(
      and(
        eq(escalation.personId, person.id),
        isNotNull(escalation.outcome),
        gte(escalation.resolvedAt, from),
      ),
    );
  const asked = await db
    .select({ at: handOver.at, partner: handOver.partner })
    .from(handOver)
    .innerJoin(escalation, eq(escalation.id, handOver.escalationId))
    .where(
      and(
        eq(escalation.personId, person.id),
        eq(handOver.to, "partner"),
        isNull(handOver.undoneAt),
        gte(handOver.at, from),
      ),
    )
    .orderBy(asc(handOver.at));
  return [
    ...settled.flatMap(({ at, outcome }) =>
      at && (outcome === "planned" || outcome === "handedOver")
        ? [{ at, text: t(`escalation:outcome.${outcome}`) }]
        : [],
    ),
    ...asked.flatMap(({ at, partner }) =>
      partner
        ? [{ at, text: t("escalation:handOver.asked", { partner: t(`escalation:partner.${partner}`) }) }]
        : [],
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}
