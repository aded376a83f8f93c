import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { decideDuty } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import { sayTo } from "../people/say-to.ts";
import {
  type CaseWorkerRow,
  findCaseWorker,
  findPerson,
  languageOfStaff,
  type PersonView,
  viewPerson,
} from "../people/store.ts";
import type { TalkMessageRow, TalkRow } from "./store.ts";

/** Both sides of a talk, opened for texts to and about them. */
export interface TalkView {
  readonly view: PersonView;
  readonly owner: CaseWorkerRow;
  /** First names. */
  readonly ownerName: string;
  readonly name: string;
  /** Texts for the case worker, and for the young person. */
  readonly staffLanguage: Language;
  readonly toStaff: Say;
  readonly toPerson: Say;
}

/** Opens both sides; undefined when the young person was forgotten altogether. */
export async function viewTalk(
  work: Work,
  { personId, ownerId }: Pick<TalkRow, "personId" | "ownerId">,
): Promise<TalkView | undefined> {
  const { db, vault } = work;
  const person = await findPerson(db, personId);
  const owner = await findCaseWorker(db, ownerId);
  if (!person || person.details.length === 0 || !owner) return undefined;
  const view = await viewPerson(work, person);
  const staffLanguage = await languageOfStaff(db, owner);
  return {
    ...{ view, owner, staffLanguage },
    ownerName: owner.name.length === 0 ? "" : firstNameOf(await openName(db, vault, owner)),
    name: view.details.firstName,
    toStaff: work.texts(staffLanguage),
    toPerson: sayTo(work.texts(view.language), view),
  };
}

/** The first name of whoever of the staff wrote a message: once a talk has changed hands it is not the owner's. */
export async function writerNameOf(
  work: Work,
  { toPerson }: TalkView,
  { caseWorkerId }: Pick<TalkMessageRow, "caseWorkerId">,
): Promise<string> {
  const writer = caseWorkerId === null ? undefined : await findCaseWorker(work.db, caseWorkerId);
  const name = writer && (await nameOfStaff(work, writer));
  return name === undefined ? toPerson("rights:formerStaff") : firstNameOf(name);
}

/** Takes the talk off the phone of the young person. */
export const wipeButton = ({ toPerson: t }: TalkView, { id }: Pick<TalkRow, "id">) => ({
  label: t("talk:wipe.button"),
  action: { do: "talkWipe", talk: id } as const,
});

/** What the robot says about a talk is hidden like the talk itself on a phone that others read. */
export const hiddenIfShared = ({ row }: PersonView): { readonly hiddenFrom?: number } =>
  row.sharedPhone ? { hiddenFrom: 0 } : {};

/**
 * How somebody of the staff stands now: at work, away (an absence was noted), and who goes on with their talks while they are away. That is a deputy whose chat works
 * and nobody else, as in `isStandingIn`: only in the chat is a talk gone on with.
 */
export async function findWhereabouts(
  work: Work,
  view: PersonView,
  caseWorkerId: string,
): Promise<{ readonly isAtWork: boolean; readonly isAway: boolean; readonly deputyId: string | null }> {
  const plan = await findDutyPlan(work, view.organisation, work.now);
  const { members } = decideDuty(plan, work.now);
  const member = members.find(({ id }) => id === caseWorkerId);
  const deputy = member?.isAway ? members.find(({ id }) => id === member.deputyId) : undefined;
  return {
    isAtWork: member?.isOnDuty === true && member.channels.length > 0,
    isAway: member?.isAway === true,
    deputyId: deputy?.channels.includes("telegram") ? deputy.id : null,
  };
}
