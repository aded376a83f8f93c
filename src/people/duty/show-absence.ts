import type { Button, Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { expectWords } from "../expect-words.ts";
import { findColleagueFor, findColleagues, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findCaseWorker, findOrganisation, languageOfStaff } from "../store.ts";
import { localDay } from "./is-staffed.ts";
import { type AbsenceNoted, type AbsenceRow, findAbsencesOf, refuseDays } from "./note-absence.ts";
import type { Days } from "./read-dates.ts";
import { packDays, sayDays, shortDays } from "./say-days.ts";

/** Colleagues on one page, two in a row. */
const onPage = 20;
/** As far ahead as absences are looked for. */
const farAway = "2999-12-31";

async function screen(work: Work, by: CaseWorkerRow, caseWorkerId: string) {
  const person = await findColleagueFor(work, by, "arrangeDuty", caseWorkerId);
  if (!person || by.chatId === null) return undefined;
  const language = await languageOfStaff(work.db, by);
  const organisation = await findOrganisation(work.db, person.organisationId);
  const today = localDay(organisation, work.now);
  const t = work.texts(language);
  const days = (some: Days) => sayDays(t, language, some, today);
  const { chatId } = by;
  const reply = (text: string, buttons: Buttons = []) =>
    say(work, { chatId, outgoing: { kind: "say", text, buttons } });
  const { firstName: name } = await openColleague(work, person);
  return { person, organisation, language, today, t, days, reply, name, isOwn: person.id === by.id };
}

const daysOf = ({ fromDay, untilDay }: AbsenceRow): Days => ({ from: fromDay, until: untilDay });

/** Asks on which days somebody of the staff is away, beside what stands there already. False when it is not this reader's. */
export async function askDays(work: Work, by: CaseWorkerRow, caseWorkerId: string): Promise<boolean> {
  const shown = await screen(work, by, caseWorkerId);
  if (!shown) return false;
  const { person, language, today, t, days, reply, name, isOwn } = shown;
  const planned = await findAbsencesOf(work.db, person.id, { from: today, until: farAway });
  const button = (when: "today" | "tomorrow" | "week" | "other"): Button => ({
    label: t(`people:duty.away.${when}`),
    action: { do: "away", person: person.id, days: when },
  });
  const undo = (row: AbsenceRow): Button => ({
    label: t("people:duty.away.undoOf", { days: shortDays(language, daysOf(row)) }),
    action: { do: "back", absence: row.id },
  });
  const lines = [
    ...(planned.length > 0 ? [t("people:duty.away.planned")] : []),
    ...planned.map((row) => days(daysOf(row))),
    isOwn ? t("people:duty.away.ask") : t("people:duty.away.askOf", { name }),
  ];
  await reply(lines.join("\n"), [
    [button("today"), button("tomorrow"), button("week")],
    [button("other")],
    ...planned.slice(0, 8).map((row) => [undo(row)]),
  ]);
  return true;
}

/** Asks for days in words; they are read next. */
export async function askTypedDays(work: Work, by: CaseWorkerRow, caseWorkerId: string): Promise<boolean> {
  const shown = await screen(work, by, caseWorkerId);
  if (!shown || by.chatId === null) return false;
  await expectWords(work, by.chatId, { kind: "away", caseWorkerId: shown.person.id });
  const { t, reply } = shown;
  await reply(t("people:duty.away.type"));
  return true;
}

/** Asks who stands in on these days. False when it is not this reader's; days that cannot be noted get their answer here. */
export async function askDeputy(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  wanted: Days,
  page = 0,
): Promise<boolean> {
  const shown = await screen(work, by, caseWorkerId);
  if (!shown) return false;
  const { person, today, t, days, reply, name, isOwn } = shown;
  const refusal = refuseDays(wanted, today);
  if (refusal) {
    await reply(t(refusal === "tooLong" ? "people:duty.away.tooLong" : `people:duty.${refusal}`));
    return true;
  }
  const packed = packDays(wanted);
  const everybody = (await findColleagues(work, person.organisationId)).filter(({ id }) => id !== person.id);
  const shownPage = everybody.slice(page * onPage, (page + 1) * onPage);
  const choices = shownPage.map(
    (one): Button => ({
      label: one.name,
      action: { do: "awayWith", person: person.id, days: packed, deputy: one.id },
    }),
  );
  const rows = choices.flatMap((one, index) =>
    index % 2 === 0 ? [[one, ...choices.slice(index + 1, index + 2)]] : [],
  );
  const nobody: Button = {
    label: t("people:duty.away.nobody"),
    action: { do: "awayAlone", person: person.id, days: packed },
  };
  const more: Button = {
    label: t("people:duty.more"),
    action: { do: "awayPage", person: person.id, days: packed, page: String(page + 1) },
  };
  const isMore = everybody.length > (page + 1) * onPage;
  const values = { name, days: days(wanted) };
  await reply(isOwn ? t("people:duty.away.deputy", values) : t("people:duty.away.deputyOf", values), [
    ...rows,
    isMore ? [more, nobody] : [nobody],
  ]);
  return true;
}

/** Says what was noted, with what to look out for and a way back; the person hears it when somebody else noted it. */
export async function sayAbsenceNoted(
  work: Work,
  by: CaseWorkerRow,
  noted: Extract<AbsenceNoted, { ok: true }>,
): Promise<void> {
  const { absence: row } = noted;
  const shown = await screen(work, by, noted.person.id);
  if (!shown) return;
  const { t, days, reply, name, isOwn, today } = shown;
  const deputyRow = row.deputyId ? await findCaseWorker(work.db, row.deputyId) : undefined;
  const deputy = deputyRow ? (await openColleague(work, deputyRow)).firstName : undefined;
  const values = { name, days: days(daysOf(row)) };
  const standIn = () => {
    if (deputy === undefined)
      return isOwn ? t("people:duty.away.alone") : t("people:duty.away.aloneOf", { name });
    return isOwn ? t("people:duty.away.with", { deputy }) : t("people:duty.away.withOf", { name, deputy });
  };
  const lines = [
    isOwn ? t("people:duty.away.done", values) : t("people:duty.away.doneOf", values),
    standIn(),
    ...(noted.merged ? [t("people:duty.away.merged")] : []),
    ...(noted.deputyAway && deputy ? [t("people:duty.away.deputyAway", { deputy })] : []),
    ...(noted.shifts.length > 0 ? [t("people:duty.away.shifts")] : []),
  ];
  const undo: Button = { label: t("people:duty.away.undo"), action: { do: "back", absence: row.id } };
  await reply(lines.join("\n"), [[undo]]);
  for (const id of noted.formerDeputies) {
    const former = await findCaseWorker(work.db, id);
    if (former && !former.leftAt && former.id !== by.id)
      await tellStaff(work, former, (own) => ({ text: own("people:duty.away.noLonger", { name }) }));
  }
  if (noted.shifts.length > 0) await tellPlanners(work, by, noted.person, name);
  if (isOwn) return;
  const { firstName } = await openColleague(work, by);
  await tellStaff(work, noted.person, (own, language) => {
    const text = own("people:duty.away.tell", {
      name: firstName,
      days: sayDays(own, language, daysOf(row), today),
    });
    return { text: deputy === undefined ? text : `${text}\n${own("people:duty.away.with", { deputy })}` };
  });
}

/** Whoever makes the rota hears that somebody with a turn on call is away: it is theirs to fill. */
async function tellPlanners(work: Work, by: CaseWorkerRow, away: CaseWorkerRow, name: string): Promise<void> {
  for (const { row } of await findColleagues(work, away.organisationId))
    if (row.role === "coordinator" && row.id !== by.id && row.id !== away.id)
      await tellStaff(work, row, (t) => ({ text: t("people:duty.away.shiftsOf", { name }) }));
}

/** Says that an absence is off, to whoever tapped it. */
export async function sayBack(work: Work, by: CaseWorkerRow, person: CaseWorkerRow): Promise<void> {
  const shown = await screen(work, by, person.id);
  if (!shown) return;
  const { t, reply, name, isOwn } = shown;
  await reply(isOwn ? t("people:duty.away.ended") : t("people:duty.away.endedOf", { name }));
}
