import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { agreedMonths } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { may } from "../people/may.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation, lockAlumnus } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type Agreement, agreeMonths } from "./agree-months.ts";
import { decideFaults, type ProgrammeFaultCode } from "./decide-faults.ts";
import { findAgreement, findCourse } from "./find-course.ts";
import type { Form, ProgrammePart } from "./programme.ts";
import { replan } from "./replan.ts";
import { findPlace } from "./store.ts";

/** What can be agreed on with somebody, and what was. */
export interface Agreeable {
  readonly agreed: Agreement | undefined;
  /** How contact may be had in these months. */
  readonly forms: readonly Form[];
}

/** What can be agreed on with this person; undefined when their programme names the months itself, or they are in none. */
export async function findAgreeable(
  { db }: Pick<Work, "db">,
  alumnusId: string,
): Promise<Agreeable | undefined> {
  const found = await findPlace(db, alumnusId);
  if (!found) return undefined;
  const forms = formsOf(await findCourse(db, found.group));
  return forms.length === 0 ? undefined : { agreed: await findAgreement(db, found.place.id), forms };
}

const formsOf = (course: readonly ProgrammePart[]): Form[] => [
  ...new Set(
    course.flatMap(({ programme }) =>
      programme.moments.flatMap(({ when, form, otherForms }) =>
        when.kind === "agreed" ? [form, ...otherForms] : [],
      ),
    ),
  ),
];

export type AgreedOn =
  | { readonly ok: true; readonly agreement: Agreement }
  | { readonly ok: false; readonly reason: "notYours" | "nothingToAgree" | "otherForm" }
  | { readonly ok: false; readonly reason: "fault"; readonly fault: ProgrammeFaultCode };

/**
 * Writes down in which months the case worker and the young person have contact, and how (CAP-29); what lies ahead is planned
 * anew from tomorrow, what has begun stays, and the programme's minimum a year holds. Refuses months that cannot be
 * (`fault`), a form that the programme does not have, and somebody whose programme names the months itself.
 */
export async function agreeOnMonths(
  work: Work,
  by: CaseWorkerRow | "operator",
  alumnusId: string,
  agreement: Agreement,
): Promise<AgreedOn> {
  const { db, now } = work;
  const person = await lockAlumnus(db, alumnusId);
  const actor = by === "operator" ? ({ kind: "operator" } as const) : actorOfStaff(by);
  if (!person || person.erasedAt || !may(actor, "agreeMonths", await findSubject(db, person, now)))
    return { ok: false, reason: "notYours" };
  const found = await findPlace(db, alumnusId);
  const plain = found ? await findCourse(db, found.group) : [];
  const forms = formsOf(plain);
  if (!found || forms.length === 0) return { ok: false, reason: "nothingToAgree" };
  if (agreement.form && !forms.includes(agreement.form)) return { ok: false, reason: "otherForm" };
  const [fault] = plain.flatMap(({ programme }) => decideFaults(agreeMonths(programme, agreement)));
  if (fault) return { ok: false, reason: "fault", fault: fault.code };
  const { place, group } = found;
  const before = await findCourse(db, group, place);
  await db.insert(agreedMonths).values({
    ...{ id: randomUUID(), alumnusId, enrolmentId: place.id, agreement, at: now },
    by: by === "operator" ? null : by.id,
  });
  const organisation = await findOrganisation(db, person.organisationId);
  const tomorrow = Temporal.PlainDate.from(localDay(organisation, now)).add({ days: 1 }).toString();
  const moved = { enrolled: { place, group, person }, before };
  await replan(db, now, organisation, [moved], tomorrow);
  await recordAccess(db, {
    at: now,
    actor: by === "operator" ? { kind: "operator" } : { kind: "caseWorker", id: by.id },
    action: "agreeMonths",
    subject: { kind: "alumnus", id: alumnusId },
  });
  return { ok: true, agreement };
}
