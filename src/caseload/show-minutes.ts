import { Temporal } from "temporal-polyfill";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMonth } from "../i18n/format-moment.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findColleagues } from "../people/find-colleagues.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findOrganisation,
  languageOfStaff,
  type OrganisationRow,
} from "../people/store.ts";
import { budgetMinutes, guidanceYears } from "./decide-budget.ts";
import { findBudget, findLeft, findMonth, type MonthOfOne } from "./find-minutes.ts";

/** Colleagues on one screen of the team: more fit no message with buttons. */
const mostColleagues = 40;
const withCoordinator = { personId: null, caseWorkerId: null } as const;

/** `202611` as `2026-11`; undefined for what no button carries, and for a month that is still to come. */
export function readMonth(packed: string, thisMonth: string): string | undefined {
  const [, year, month] = /^(20\d{2})(0[1-9]|1[0-2])$/.exec(packed) ?? [];
  const read = `${year}-${month}`;
  return year !== undefined && read <= thisMonth ? read : undefined;
}
const pack = (month: string) => month.replace("-", "");
const monthBefore = (month: string) => Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();

/** The current local month of an organisation: `2026-11`. */
export const monthOf = (organisation: OrganisationRow, now: Date): string =>
  localDay(organisation, now).slice(0, 7);

/**
 * One month of one of the staff: minutes with humans, people, and what the robot did beside it; below it the average for a young
 * person in each year after school, beside what the law calculates with (LAW-13), which is no limit for anybody. The own
 * figures for everybody; a colleague's for a coordinator. `packed` is a month as a button carries it; the current one when
 * left out. False for whoever may not.
 */
export async function showMinutes(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  packed?: string,
): Promise<boolean> {
  const { db, now } = work;
  const worker = caseWorkerId === by.id ? by : await findCaseWorker(db, caseWorkerId);
  if (!worker || by.chatId === null) return false;
  const { organisationId } = worker;
  if (!may(actorOfStaff(by), "seeWorkload", { personId: null, organisationId, caseWorkerId: worker.id }))
    return false;
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(db, organisationId);
  const current = monthOf(organisation, now);
  const month = (packed && readMonth(packed, current)) || current;
  const figures = (await findMonth(db, organisation, [worker.id], month)).get(worker.id);
  const colleagues = await findColleagues(work, organisationId);
  const name = colleagues.find(({ id }) => id === worker.id)?.firstName ?? t("rights:formerStaff");
  const title = { month: formatMonth(language, month), name };
  const text = [
    worker.id === by.id ? t("caseload:minutes.own", title) : t("caseload:minutes.of", title),
    ...(figures ? figureLines(t, figures) : []),
    ...budgetLines(t, await findBudget(db, organisation, now, worker.id)),
  ].join("\n");
  const toMonth = (one: string): Button => ({
    label: formatMonth(language, one),
    action: { do: "minutes", person: worker.id, month: pack(one) },
  });
  const buttons: Buttons[number][] = [
    month < current
      ? [toMonth(monthBefore(month)), toMonth(monthAfter(month))]
      : [toMonth(monthBefore(month))],
  ];
  if (may(actorOfStaff(by), "seeWorkload", { ...withCoordinator, organisationId }))
    buttons.push([
      { label: t("caseload:minutes.team"), action: { do: "teamMinutes", month: pack(month) } },
      { label: t("caseload:workload.open"), action: { do: "workload", page: "0" } },
    ]);
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

const monthAfter = (month: string) => Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();

/** The month of every colleague in a line each, and the averages of all. False for whoever is no coordinator. */
export async function showTeamMinutes(work: Work, by: CaseWorkerRow, packed: string): Promise<boolean> {
  const { db, now } = work;
  const { organisationId, chatId } = by;
  if (chatId === null || !may(actorOfStaff(by), "seeWorkload", { ...withCoordinator, organisationId }))
    return false;
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(db, organisationId);
  const current = monthOf(organisation, now);
  const month = readMonth(packed, current) ?? current;
  const colleagues = (await findColleagues(work, organisationId)).slice(0, mostColleagues);
  const gone = await findLeft(db, organisation, month);
  const figures = await findMonth(db, organisation, [...colleagues.map(({ id }) => id), ...gone], month);
  const lines = colleagues.flatMap(({ id, firstName: name }) => {
    const one = figures.get(id);
    if (!one) return [];
    const { minutes, people, robot } = one;
    return [t("caseload:minutes.line", { name, minutes, people, robot })];
  });
  // Nobody is told by name who has left; what they did in this month is still the house's.
  const former = gone.flatMap((id) => figures.get(id) ?? []);
  const sum = (of: "minutes" | "people" | "robot") => former.reduce((total, one) => total + one[of], 0);
  const theirs = { minutes: sum("minutes"), people: sum("people"), robot: sum("robot") };
  const text = [
    t("caseload:minutes.teamTitle", { month: formatMonth(language, month) }),
    ...lines,
    ...(former.length > 0 ? [t("caseload:minutes.line", { name: t("rights:formerStaff"), ...theirs })] : []),
    ...budgetLines(t, await findBudget(db, organisation, now)),
  ].join("\n");
  const buttons: Buttons = [
    [
      {
        label: formatMonth(language, monthBefore(month)),
        action: { do: "teamMinutes", month: pack(monthBefore(month)) },
      },
      { label: t("caseload:workload.open"), action: { do: "workload", page: "0" } },
    ],
  ];
  await say(work, { chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

function figureLines(
  t: Say,
  { minutes, contacts, people, attempts, unmeasured, robot }: MonthOfOne,
): string[] {
  return [
    t("caseload:minutes.human", { minutes, contacts, people }),
    ...(attempts > 0 ? [t("caseload:minutes.attempts", { n: attempts })] : []),
    ...(unmeasured > 0 ? [t("caseload:minutes.unmeasured", { n: unmeasured })] : []),
    t("caseload:minutes.robot", { n: robot }),
  ];
}

function budgetLines(t: Say, budget: Awaited<ReturnType<typeof findBudget>>): string[] {
  // A year in which nobody is has no average.
  const years = guidanceYears.filter((year) => budget[year].people > 0);
  if (years.length === 0) return [];
  return [
    "",
    t("caseload:minutes.average"),
    ...years.map((year) =>
      t(`caseload:minutes.${year}`, {
        minutes: budget[year].averageMinutes,
        people: budget[year].people,
        basis: budgetMinutes[year],
      }),
    ),
    t("caseload:minutes.noLimit"),
  ];
}
