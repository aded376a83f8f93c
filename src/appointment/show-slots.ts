import { Temporal } from "temporal-polyfill";
import type { Buttons } from "../delivery/outgoing.ts";
import { type Saying, say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatSlot } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay, nextStaffed } from "../people/duty/is-staffed.ts";
import { packDays, unpackDays } from "../people/duty/say-days.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { type AlumnusView, languageOfStaff } from "../people/store.ts";
import { minutesOf } from "./appointment.ts";
import { findSlots, queryOf } from "./find-slots.ts";
import type { OpenAppointment, Side } from "./open-appointment.ts";

/** Why times are shown: `page` and `taken` are answers to a tap. */
export type Intro = "offer" | "own" | "again" | "pick" | "page" | "taken" | "passed" | "move";

/** Shows times to one side, as buttons. A page that has none (any more) says so. */
export async function showSlots(
  work: Work,
  side: Side,
  open: OpenAppointment,
  shown: {
    readonly slots?: readonly Date[];
    readonly intro: Intro;
    /** Times from this local day on, packed as a button carries it (`261203`). */
    readonly page?: string;
    readonly ofRobot?: boolean;
    readonly dueAt?: Date;
  },
): Promise<void> {
  const { db, now } = work;
  const { row, view } = open;
  const chatId = side.kind === "alumnus" ? view.row.chatId : side.worker.chatId;
  if (chatId === null) return;
  const language = side.kind === "alumnus" ? view.language : await languageOfStaff(db, side.worker);
  const t = work.texts(language);
  const from = shown.page === undefined ? undefined : unpackDay(shown.page);
  const found = shown.slots ?? (await findSlots(db, now, queryOf(view, row, open.canWrite), from));
  // What it is moved from is no other time.
  const slots = found.filter((at) => at.getTime() !== row.startsAt?.getTime());
  const text = slots.length === 0 ? noneOf(t, side, open, shown) : textOf(t, side, open, shown.intro);
  if (slots.length === 0 && side.kind === "alumnus" && row.state !== "booked" && from === undefined)
    await tellNoSlots(work, view);
  const buttons = buttonsOf({ t, language, side, open }, slots, from !== undefined);
  const saying: Saying = { chatId, outgoing: { kind: "say", text, buttons } };
  const offer = shown.ofRobot
    ? ({ lane: "invitation", subject: { kind: "appointment", id: row.id } } as const)
    : {};
  await say(work, { ...saying, ...offer, ...(shown.dueAt ? { dueAt: shown.dueAt } : {}) });
}

/** Why there are no times: none so late, none but the one that is agreed on, none at all. */
function noneOf(
  t: Say,
  side: Side,
  { row, view }: OpenAppointment,
  { page }: { readonly page?: string },
): string {
  if (page !== undefined) return t("appointment:slots.noLater");
  if (side.kind === "worker") return t("appointment:slots.noneStaff", { worker: view.workerName });
  if (row.state === "booked") return t("appointment:slots.noOther");
  return t("appointment:slots.none", { worker: view.workerName });
}

function textOf(t: Say, side: Side, { row, view, workerName }: OpenAppointment, intro: Intro): string {
  const worker = side.kind === "alumnus" ? view.workerName : workerName;
  const { form } = row;
  if (side.kind === "worker")
    return t(
      intro === "taken" || intro === "passed" ? `appointment:slots.${intro}` : "appointment:slots.staff",
      {
        name: view.details.firstName,
      },
    );
  const minutes = minutesOf(view.organisation.appointments, form);
  if (intro === "offer" || intro === "again") {
    const phone = view.row.sharedPhone ? "shared" : "own";
    return t(`appointment:slots.${intro}.${phone}.${form}`, {
      name: view.details.firstName,
      worker,
      minutes,
    });
  }
  if (intro === "own" || intro === "move" || intro === "pick" || intro === "page")
    return t(`appointment:slots.choose.${form}`, { worker, minutes });
  return t(`appointment:slots.${intro}`, { name: view.details.firstName });
}

function buttonsOf(
  { t, language, side, open }: { t: Say; language: Language; side: Side; open: OpenAppointment },
  slots: readonly Date[],
  isLater: boolean,
): Buttons {
  const appointment = open.row.id;
  const { timeZone } = open.view.organisation;
  const times = slots.map((at) => ({
    label: formatSlot(language, timeZone, at),
    action: { do: "slot", appointment, at: packInstant(at) } as const,
  }));
  const rows: Buttons[number][] = [];
  const inRow = times.every(({ label }) => label.length <= longestOfTwo) ? 2 : 1;
  for (let index = 0; index < times.length; index += inRow) rows.push(times.slice(index, index + inRow));
  const last = slots.at(-1);
  const next = last && Temporal.PlainDate.from(localDay({ timeZone }, last)).add({ days: 1 }).toString();
  const pages = [
    ...(isLater
      ? [
          {
            label: t("appointment:button.firstTimes"),
            action: { do: "slots", appointment, page: "0" } as const,
          },
        ]
      : []),
    ...(next
      ? [
          {
            label: t("appointment:button.moreTimes"),
            action: { do: "slots", appointment, page: packDay(next) } as const,
          },
        ]
      : []),
  ];
  if (pages.length > 0) rows.push(pages);
  if (side.kind === "alumnus" && open.row.state === "offered")
    rows.push([
      { label: t("appointment:button.decline"), action: { do: "appointment", appointment, what: "decline" } },
    ]);
  if (side.kind === "worker" && open.canWrite)
    rows.push([
      {
        label: t("appointment:button.letThem", { name: open.view.details.firstName }),
        action: { do: "appointment", appointment, what: "letThem" },
      },
    ]);
  return rows;
}

/** Two longer labels beside each other are cut off on a small phone. */
const longestOfTwo = 18;
const minute = 60_000;
/** An instant as a button carries it: minutes since 1970. */
const packInstant = (at: Date) => String(Math.floor(at.getTime() / minute));
/** The instant that a button carries; undefined for what none of ours does. */
export const unpackInstant = (packed: string): Date | undefined =>
  /^\d{7,9}$/.test(packed) ? new Date(Number(packed) * minute) : undefined;
/** A local day as a button carries it, `261203`. */
const packDay = (day: string) => packDays({ from: day, until: day }).slice(0, 6);
const unpackDay = (packed: string) => unpackDays(`${packed}_${packed}`)?.from;

/** Nothing is free: a human finds another way. */
export async function tellNoSlots(
  work: Work,
  { row, details, worker, organisation }: AlumnusView,
): Promise<void> {
  const staffing = { ...organisation, staffedHours: worker.hours ?? organisation.staffedHours };
  await tellStaff(
    work,
    worker,
    (t) => ({
      text: t("appointment:staff.noSlots", { name: details.firstName }),
      buttons: [[{ label: t("appointment:button.page"), action: { do: "profile", alumnus: row.id } }]],
    }),
    { dueAt: nextStaffed(staffing, work.now) ?? work.now },
  );
}
