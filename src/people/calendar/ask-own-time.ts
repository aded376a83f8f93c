import type { Action } from "../../delivery/action.ts";
import type { Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Say } from "../../i18n/texts.ts";
import { type AlumnusView, actorOfAlumnus } from "../store.ts";
import { defaultMessageHours, type MessageCalendar } from "./is-message-time.ts";
import { sayTimeAndRhythm } from "./say-own-time.ts";
import { type OwnTimeChoice, ownTimeChoices, ownTimeFrom, setOwnTime } from "./set-own-time.ts";

type Organisation = Pick<MessageCalendar, "messageHours">;
export type OwnTimeStep = "time" | "days" | "rhythm";

/** Asks the young person when questions may come, and says what stands there now if they ever said so. */
export async function askOwnTime(work: Work, view: AlumnusView): Promise<void> {
  const { row, organisation, language } = view;
  const t = work.texts(language);
  const isSaid = row.ownTime !== null || row.rhythm !== "planned";
  const now = t("people:calendar.time.now", { time: sayTimeAndRhythm(t, organisation, row) });
  await reply(
    work,
    view,
    [t("people:calendar.time.ask"), ...(isSaid ? [now] : [])].join("\n"),
    ownTimeButtons(t, organisation, row.id, "time"),
  );
}

/**
 * Keeps what the young person tapped, and asks what comes next: the time, the Saturday where the organisation asks on one at
 * all, how often. False for a button that is not theirs or that we never made.
 */
export async function answerOwnTime(
  work: Work,
  view: AlumnusView,
  { alumnus, set }: Extract<Action, { do: "ownTime" }>,
): Promise<boolean> {
  if (alumnus !== view.row.id) return false;
  const choice = ownTimeChoices.find((one) => one === set);
  const row = choice && (await setOwnTime(work, actorOfAlumnus(view.row), view.row, choice));
  if (!choice || !row) return false;
  const t = work.texts(view.language);
  const { organisation } = view;
  const next = nextStep(organisation, choice);
  if (next === undefined) {
    const time = sayTimeAndRhythm(t, organisation, row);
    await reply(work, view, t("people:calendar.time.saved", { time }), []);
    return true;
  }
  const text = t(next === "days" ? "people:calendar.time.askDays" : "people:calendar.time.askRhythm");
  await reply(work, view, text, ownTimeButtons(t, organisation, row.id, next));
  return true;
}

/** What is asked after a tap; undefined when that was the last. */
export function nextStep({ messageHours }: Organisation, choice: OwnTimeChoice): OwnTimeStep | undefined {
  if (choice === "planned" || choice === "less") return undefined;
  const isTime = choice in ownTimeFrom;
  return isTime && (messageHours ?? defaultMessageHours).saturday ? "days" : "rhythm";
}

/** The answers to one of the questions; a time at which the organisation asks nobody is not offered. */
export function ownTimeButtons(
  t: Say,
  { messageHours }: Organisation,
  alumnus: string,
  step: OwnTimeStep,
): Buttons {
  const { until } = messageHours ?? defaultMessageHours;
  const choices: Readonly<Record<OwnTimeStep, readonly OwnTimeChoice[]>> = {
    time: (["any", "after16", "after18"] as const).filter((one) => (ownTimeFrom[one] ?? "") < until),
    days: ["weekdays", "saturday"],
    rhythm: ["planned", "less"],
  };
  return choices[step].map((set) => [
    { label: t(`people:calendar.time.${set}`), action: { do: "ownTime", alumnus, set } },
  ]);
}

async function reply(work: Work, { row }: AlumnusView, text: string, buttons: Buttons): Promise<void> {
  if (row.chatId === null) return;
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text, buttons } });
}
