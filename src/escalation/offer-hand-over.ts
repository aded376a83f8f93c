import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findPerson,
  languageOfStaff,
  type PersonRow,
  viewPerson,
} from "../people/store.ts";
import { type Partner, partners } from "./decide-move.ts";
import { levels } from "./escalation-state.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { subjectOf } from "./move-escalation.ts";
import { referenceOf } from "./notify.ts";
import { type EscalationRow, lockEscalation } from "./store.ts";

/** More names than these do not fit under one message. */
const mostColleagues = 12;

/** The escalation, when this reader may pass it on: who has it or stands in for them, or while nobody has it, who was told of it. */
async function findPassable(work: Work, by: CaseWorkerRow, id: string): Promise<EscalationRow | undefined> {
  const row = await lockEscalation(work.db, id);
  if (!row || row.state === "resolved" || by.chatId === null) return undefined;
  return may(actorOfStaff(by), "passOnEscalation", await subjectOf(work, row, by)) ? row : undefined;
}

/** Asks to whom it goes: colleagues who are there now, a level up, or a partner. False when it is not this reader's to give. */
export async function offerHandOver(work: Work, by: CaseWorkerRow, id: string): Promise<boolean> {
  const row = await findPassable(work, by, id);
  if (!row || by.chatId === null) return false;
  const { db, vault } = work;
  const t = work.texts(await languageOfStaff(db, by));
  const { duty } = await findCircumstances(work, row);
  const there = duty.members.filter(
    ({ id: member, channels, isOnDuty, isOnCall }) =>
      member !== by.id && channels.length > 0 && (isOnDuty || isOnCall || row.severity === "crisis"),
  );
  const rows: Button[][] = [];
  for (const { id: colleague } of there.slice(0, mostColleagues)) {
    const worker = await findCaseWorker(db, colleague);
    if (!worker) continue;
    const label = await openName(db, vault, worker);
    rows.push([{ label, action: { do: "handColleague", escalation: id, colleague } }]);
  }
  rows.sort(([a], [b]) => (a?.label ?? "").localeCompare(b?.label ?? "", "nl"));
  const up = (to: "level" | Partner, label: string): Button => ({
    label,
    action: { do: "handUp", escalation: id, to, agreed: "ask" },
  });
  const level = levels[levels.indexOf(row.level) + 1];
  if (level) rows.push([up("level", t(`escalation:handOver.up.${level as "plus" | "lifeCourse"}`))]);
  if (row.ownerId === by.id)
    for (let index = 0; index < partners.length; index += 2)
      rows.push(partners.slice(index, index + 2).map((one) => up(one, t(`escalation:partner.${one}`))));
  const name = await nameOf(work, row);
  const text = t(there.length > 0 ? "escalation:handOver.ask" : "escalation:handOver.askNobody", { name });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons: rows } });
  return true;
}

/** Before it leaves the case worker's own circle: does the young person know, and agree (domain 7.3)? */
export async function askAgreement(
  work: Work,
  by: CaseWorkerRow,
  id: string,
  to: "level" | Partner,
): Promise<boolean> {
  const row = await findPassable(work, by, id);
  if (!row || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const button = (agreed: "yes" | "no"): Button => ({
    label: t(`escalation:handOver.agreed.${agreed}`),
    action: { do: "handUp", escalation: id, to, agreed },
  });
  const text = t("escalation:handOver.agreement", { name: await nameOf(work, row) });
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text, buttons: [[button("yes"), button("no")]] },
  });
  return true;
}

async function nameOf(work: Work, row: EscalationRow): Promise<string> {
  const person = await findPerson(work.db, row.personId);
  return person ? nameOfPerson(work, person, row) : referenceOf(row);
}

/** The first name, or a mark where the organisation shows none or everything was erased. */
export async function nameOfPerson(
  work: Work,
  person: PersonRow,
  about: { readonly id: string } = person,
): Promise<string> {
  if (person.details.length === 0) return referenceOf(about);
  const { organisation, details } = await viewPerson(work, person);
  return organisation.alertDetail === "reference" ? referenceOf(about) : details.firstName;
}

/** The first name of whoever it was given to, for the sentence that says so. */
export async function nameOfColleague(work: Work, id: string): Promise<string | undefined> {
  const worker = await findCaseWorker(work.db, id);
  return worker && firstNameOf(await openName(work.db, work.vault, worker));
}
