import type { Action } from "../../delivery/action.ts";
import { dropLaterAbout } from "../../delivery/drop-unsent.ts";
import type { Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Say } from "../../i18n/texts.ts";
import { expectNothing, expectWords } from "../expect-words.ts";
import { type AlumnusView, actorOfAlumnus } from "../store.ts";
import { defaultMessageHours, type MessageCalendar } from "./is-message-time.ts";
import { sayTimeAndRhythm } from "./say-own-time.ts";
import { type OwnTimeChoice, ownTimeChoices, ownTimeFrom, setOwnTime } from "./set-own-time.ts";

type Organisation = Pick<MessageCalendar, "messageHours">;
export type OwnTimeStep = "time" | "days" | "rhythm";

/**
 * Asks the young person when questions may come, and says what stands there now if they ever said so; or one of the questions that
 * follow (`step`), again.
 */
export async function askOwnTime(work: Work, view: AlumnusView, step: OwnTimeStep = "time"): Promise<void> {
  const { row, organisation, language } = view;
  const t = work.texts(language);
  if (step !== "time") return askStep(work, view, step);
  const isSaid = row.ownTime !== null || row.rhythm !== "planned";
  const now = t("people:calendar.time.now", { time: sayTimeAndRhythm(t, organisation, row) });
  const text = [t("people:calendar.time.ask"), ...(isSaid ? [now] : [])].join("\n");
  await ask(work, view, text, step);
}

const askStep = (work: Work, view: AlumnusView, step: "days" | "rhythm") => {
  const t = work.texts(view.language);
  return ask(
    work,
    view,
    t(step === "days" ? "people:calendar.time.askDays" : "people:calendar.time.askRhythm"),
    step,
  );
};

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
  // What a case worker noted at night would be read after it, and no longer be so.
  await dropLaterAbout(work, { kind: "ownTime", id: row.id });
  const t = work.texts(view.language);
  const { organisation } = view;
  const next = nextStep(organisation, choice);
  const { chatId } = view.row;
  if (next === "days" || next === "rhythm") await askStep(work, view, next);
  else if (chatId !== null) {
    const text = t("people:calendar.time.saved", { time: sayTimeAndRhythm(t, organisation, row) });
    await say(work, { chatId, outgoing: { kind: "say", text, buttons: [] } });
    await expectNothing(work, chatId);
  }
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

async function ask(work: Work, view: AlumnusView, text: string, step: OwnTimeStep): Promise<void> {
  const { chatId, id } = view.row;
  if (chatId === null) return;
  const buttons = ownTimeButtons(work.texts(view.language), view.organisation, id, step);
  await say(work, { chatId, outgoing: { kind: "say", text, buttons } });
  await expectWords(work, chatId, { kind: "choice", of: "ownTime", step });
}
