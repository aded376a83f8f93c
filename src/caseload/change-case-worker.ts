import { eq } from "drizzle-orm";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { releaseAlertOf } from "../escalation/release-escalations.ts";
import { openDetails } from "../people/details.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { openColleague } from "../people/find-colleagues.ts";
import { sinceIfKnown } from "../people/find-hello.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findCaseWorker,
  lockAlumnus,
} from "../people/store.ts";
import { tellOfCaseWorker } from "../people/tell-of-case-worker.ts";
import { recordAccess } from "../privacy/record-access.ts";

export type CaseWorkerChanged =
  | {
      readonly ok: true;
      readonly person: AlumnusRow;
      readonly to: CaseWorkerRow;
      /** The young person hears it from the robot; else a human tells them. */
      readonly isTold: boolean;
    }
  | { readonly ok: false; readonly reason: "notYours" | "notColleague" | "already" };

/** The person whom this reader may give to another case worker; undefined for anybody else's. */
export async function findToGive(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<AlumnusRow | undefined> {
  const person = await findAlumnus(db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  return may(actorOfStaff(by), "changeCaseWorker", await findSubject(db, person, now)) ? person : undefined;
}

/**
 * Gives somebody to another case worker of the same organisation: the own case worker does, or a coordinator for everybody. Both
 * case workers are told, the young person hears it kindly, and the next check-in waits until the new one has said hello
 * (R12, people/hold-check-in.ts). An alert that runs goes along: it comes to the new one first, unless another colleague has it.
 * Refuses `notColleague` for who is not on the staff (any more).
 */
export async function changeCaseWorker(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  colleagueId: string,
): Promise<CaseWorkerChanged> {
  const { db, now } = work;
  await lockAlumnus(db, alumnusId);
  const before = await findToGive(work, by, alumnusId);
  if (!before) return { ok: false, reason: "notYours" };
  const to = await findCaseWorker(db, colleagueId);
  if (!to || to.leftAt || to.organisationId !== before.organisationId)
    return { ok: false, reason: "notColleague" };
  if (to.id === before.caseWorkerId) return { ok: false, reason: "already" };
  const [person] = await db
    .update(alumnus)
    .set({ caseWorkerId: to.id, caseWorkerSince: sinceIfKnown(now) })
    .where(eq(alumnus.id, before.id))
    .returning();
  if (!person) throw new Error("Somebody who is gone");
  await lookAgainAtStanding(work, person.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "changeCaseWorker",
    subject: { kind: "alumnus", id: person.id },
  });
  const isTold = await tellOfCaseWorker(work, person);
  await tellBoth(work, by, person, before.caseWorkerId, to, isTold);
  await releaseAlertOf(work, person.id, before.caseWorkerId);
  return { ok: true, person, to, isTold };
}

/** Whoever did it knows it already. */
async function tellBoth(
  work: Work,
  by: CaseWorkerRow,
  person: AlumnusRow,
  formerId: string,
  to: CaseWorkerRow,
  isTold: boolean,
): Promise<void> {
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const { firstName: worker } = await openColleague(work, to);
  const { firstName: actor } = await openColleague(work, by);
  if (to.id !== by.id)
    await tellStaff(work, to, (t) => ({
      text: [
        t("caseload:give.toYou", { name, actor }),
        t(isTold ? "caseload:give.sayHello" : "caseload:give.tellThem", { name }),
      ].join("\n"),
      buttons: [
        [{ label: t("caseload:give.open", { name }), action: { do: "profile", alumnus: person.id } }],
      ],
    }));
  const former = await findCaseWorker(work.db, formerId);
  if (former && !former.leftAt && former.id !== by.id)
    await tellStaff(work, former, (t) => ({ text: t("caseload:give.fromYou", { name, worker, actor }) }));
}
