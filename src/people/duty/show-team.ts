import type { Button, Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatDate } from "../../i18n/format-moment.ts";
import type { Language } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";
import {
  type Colleague,
  findColleagueFor,
  findColleagues,
  mayAbout,
  openColleague,
} from "../find-colleagues.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation, languageOfStaff } from "../store.ts";
import type { Member } from "./duty.ts";
import { findDuty } from "./find-duty.ts";
import { localDay } from "./is-staffed.ts";
import { findAbsencesOf } from "./note-absence.ts";

const onPage = 20;

/** How somebody stands now: `Joris Bakker · aan het werk · heeft dienst`. */
async function lineOf(
  work: Work,
  t: Say,
  language: Language,
  today: string,
  person: Colleague,
  member: Member,
  names: ReadonlyMap<string, string>,
): Promise<string> {
  const [away] = (await findAbsencesOf(work.db, person.id, { from: today, until: today })).slice(-1);
  const deputy = member.deputyId === null ? undefined : names.get(member.deputyId);
  const parts = [
    away
      ? t("people:duty.team.away", { day: formatDate(language, away.untilDay, today) })
      : t(member.isOnDuty ? "people:duty.team.onDuty" : "people:duty.team.offDuty"),
    ...(deputy === undefined ? [] : [t("people:duty.team.deputy", { name: deputy })]),
    ...(member.isOnCall ? [t("people:duty.team.onCall")] : []),
    ...(member.channels.length === 0 ? [t("people:duty.team.unreachable")] : []),
  ];
  return [person.name, ...parts].join(" · ");
}

/** Everybody of the staff as they are now, for the coordinator; each opens with a tap. Others read what is theirs to use. */
export async function showTeam(work: Work, by: CaseWorkerRow, page = 0): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const { chatId } = by;
  if (!mayAbout(actorOfStaff(by), "planDuty", by)) {
    await say(work, { chatId, outgoing: { kind: "say", text: t("people:duty.team.onlyCoordinator") } });
    return;
  }
  const organisation = await findOrganisation(work.db, by.organisationId);
  const { members } = await findDuty(work, organisation, work.now);
  const today = localDay(organisation, work.now);
  const everybody = await findColleagues(work, by.organisationId);
  const names = new Map(everybody.map((one) => [one.id, one.firstName]));
  const shown = everybody.slice(page * onPage, (page + 1) * onPage);
  const lines: string[] = [];
  for (const one of shown) {
    const member = members.find(({ id }) => id === one.id);
    if (member) lines.push(await lineOf(work, t, language, today, one, member, names));
  }
  const rows: Buttons[number][] = shown.map(({ id, name }) => [
    { label: name, action: { do: "colleague", person: id } },
  ]);
  if (everybody.length > (page + 1) * onPage)
    rows.push([{ label: t("people:duty.more"), action: { do: "team", page: String(page + 1) } }]);
  const text = [t("people:duty.team.title"), ...lines, t("people:duty.team.choose")].join("\n");
  await say(work, { chatId, outgoing: { kind: "say", text, buttons: rows } });
}

/** One of the staff, with what a coordinator can arrange for them. False for whoever may not. */
export async function showColleague(work: Work, by: CaseWorkerRow, caseWorkerId: string): Promise<boolean> {
  const row = await findColleagueFor(work, by, "planDuty", caseWorkerId);
  if (!row || by.chatId === null) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(work.db, row.organisationId);
  const { members } = await findDuty(work, organisation, work.now);
  const person = await openColleague(work, row);
  const names = new Map(
    (await findColleagues(work, row.organisationId)).map((one) => [one.id, one.firstName]),
  );
  const member = members.find(({ id }) => id === row.id);
  if (!member) return false;
  const text = await lineOf(work, t, language, localDay(organisation, work.now), person, member, names);
  const button = (label: string, action: Extract<Button, { action: unknown }>["action"]): Button => ({
    label,
    action,
  });
  const buttons = [
    [
      button(t("people:duty.team.awayOf"), { do: "away", person: row.id, days: "ask" }),
      button(t("people:duty.team.hoursOf"), { do: "hours", person: row.id, day: "all", to: "show" }),
    ],
    [button(t("people:duty.rota.plan"), { do: "planShift", person: row.id, when: "ask" })],
  ];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}
