import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { onCallShift } from "../../db/schema/index.ts";
import type { Button, Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatMoment, formatShortDate } from "../../i18n/format-moment.ts";
import type { Language } from "../../i18n/language.ts";
import { expectWords } from "../expect-words.ts";
import { findColleagueFor, findColleagues, mayAbout, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation, languageOfStaff } from "../store.ts";
import { decideShiftPreset, type ShiftPreset, shiftPresets } from "./decide-shift-preset.ts";
import { localDay } from "./is-staffed.ts";
import type { ShiftRow } from "./plan-shift.ts";
import type { LocalShift } from "./read-shift.ts";

/** Turns on one rota; what lies further ahead comes when these are over. */
const mostShifts = 12;
const onPage = 20;

/** From when until when, in the reader's language and the organisation's time zone. */
const timesOf = (language: Language, timeZone: string, { fromAt, untilAt }: ShiftRow, now: Date) => ({
  from: formatMoment(language, timeZone, fromAt, now),
  until: formatMoment(language, timeZone, untilAt, now),
});

/** Who is on call from now on. A coordinator plans and removes; others take a turn over. */
export async function showRota(work: Work, by: CaseWorkerRow): Promise<void> {
  if (by.chatId === null) return;
  const { db, now } = work;
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(db, by.organisationId);
  const rows = await db
    .select()
    .from(onCallShift)
    .where(
      and(
        eq(onCallShift.organisationId, by.organisationId),
        isNull(onCallShift.endedAt),
        gt(onCallShift.untilAt, now),
      ),
    )
    .orderBy(asc(onCallShift.fromAt))
    .limit(mostShifts);
  const names = new Map(
    (await findColleagues(work, by.organisationId)).map((one) => [one.id, one.firstName]),
  );
  const isPlanner = mayAbout(actorOfStaff(by), "planDuty", by);
  const lines = rows.map((row) =>
    t("people:duty.rota.line", {
      name: names.get(row.caseWorkerId) ?? "",
      ...timesOf(language, organisation.timeZone, row, now),
    }),
  );
  const buttons: Buttons[number][] = rows.flatMap((row) => {
    const day = formatShortDate(language, localDay(organisation, row.fromAt));
    const values = { name: names.get(row.caseWorkerId) ?? "", day };
    if (isPlanner)
      return [[{ label: t("people:duty.rota.cancel", values), action: shiftAction(row, "cancel") }]];
    if (row.caseWorkerId === by.id) return [];
    return [[{ label: t("people:duty.rota.take", values), action: shiftAction(row, "take") }]];
  });
  if (isPlanner) buttons.push([{ label: t("people:duty.rota.plan"), action: { do: "rota", what: "plan0" } }]);
  const text = [
    ...(rows.length > 0 ? [t("people:duty.rota.title"), ...lines] : [t("people:duty.rota.none")]),
    t("people:duty.rota.explain"),
  ].join("\n");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
}

const shiftAction = (row: ShiftRow, verb: "cancel" | "take") =>
  ({ do: "shift", shift: row.id, verb }) as const;

/** Asks whom to plan. False for whoever may not. */
export async function askWhoIsOnCall(work: Work, by: CaseWorkerRow, page: number): Promise<boolean> {
  if (by.chatId === null || !mayAbout(actorOfStaff(by), "planDuty", by)) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const everybody = await findColleagues(work, by.organisationId);
  const choices = everybody
    .slice(page * onPage, (page + 1) * onPage)
    .map((one): Button => ({ label: one.name, action: { do: "planShift", person: one.id, when: "ask" } }));
  const rows: Buttons[number][] = choices.map((one) => [one]);
  if (everybody.length > (page + 1) * onPage)
    rows.push([{ label: t("people:duty.more"), action: { do: "rota", what: `plan${page + 1}` } }]);
  const text = t("people:duty.rota.who");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons: rows } });
  return true;
}

/** Asks when somebody is on call: by a tap, or (`typed`) in words that are read next. False for whoever may not. */
export async function askWhenOnCall(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  typed = false,
): Promise<boolean> {
  const person = await findColleagueFor(work, by, "planDuty", caseWorkerId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  if (typed) {
    await expectWords(work, by.chatId, { kind: "shift", caseWorkerId: person.id });
    const text = t("people:duty.rota.type");
    await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
    return true;
  }
  const { firstName: name } = await openColleague(work, person);
  const button = (when: ShiftPreset | "other"): Button => ({
    label: t(`people:duty.rota.${when}`),
    action: { do: "planShift", person: person.id, when },
  });
  const buttons = [...shiftPresets, "other" as const].map((when) => [button(when)]);
  const text = t("people:duty.rota.when", { name });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

/** The turn behind a preset, by this organisation's hours and its local date. */
export async function findShiftPreset(
  work: Work,
  by: CaseWorkerRow,
  preset: ShiftPreset,
): Promise<LocalShift> {
  const organisation = await findOrganisation(work.db, by.organisationId);
  return decideShiftPreset(preset, organisation.staffedHours, localDay(organisation, work.now));
}

type ShiftNews = "done" | "cancelled" | "taken";
const toPerson = { done: "tell", cancelled: "tellCancelled", taken: "tellTaken" } as const;

/** Says what became of a turn, to whoever did it and, when that is somebody else, to whoever has or had it. */
export async function sayShift(
  work: Work,
  by: CaseWorkerRow,
  what: ShiftNews,
  shift: ShiftRow,
  person: CaseWorkerRow,
): Promise<void> {
  const { timeZone } = await findOrganisation(work.db, by.organisationId);
  const { firstName: name } = await openColleague(work, person);
  const times = (language: Language) => timesOf(language, timeZone, shift, work.now);
  await tellStaff(work, by, (t, language) => ({
    text: t(`people:duty.rota.${what}`, { name, ...times(language) }),
  }));
  if (person.id === by.id) return;
  const { firstName } = await openColleague(work, by);
  await tellStaff(work, person, (t, language) => ({
    text: t(`people:duty.rota.${toPerson[what]}`, { name: firstName, ...times(language) }),
  }));
}
