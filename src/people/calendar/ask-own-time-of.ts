import type { Action } from "../../delivery/action.ts";
import { dropLaterAbout } from "../../delivery/drop-unsent.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { canBeWrittenTo } from "../can-be-written-to.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { openColleague } from "../find-colleagues.ts";
import { may } from "../may.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "../store.ts";
import { nextStep, ownTimeButtons } from "./ask-own-time.ts";
import { nextHumanTime } from "./next-human-time.ts";
import { sayTimeAndRhythm } from "./say-own-time.ts";
import { ownTimeChoices, setOwnTime } from "./set-own-time.ts";

/**
 * The same questions about one of the case worker's people, in the case worker's chat; once the last of them is answered the young
 * person is told what was noted, in the hours of messages or of the school. False when they are not this case worker's, or for a
 * button that we never made.
 */
export async function answerOwnTimeOf(
  work: Work,
  by: CaseWorkerRow,
  { alumnus, set }: Extract<Action, { do: "ownTime" }>,
): Promise<boolean> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnus);
  const actor = actorOfStaff(by);
  if (!person || person.erasedAt || by.chatId === null) return false;
  if (!may(actor, "setOwnTime", await findSubject(db, person, now))) return false;
  const view = await viewAlumnus(work, person);
  const t = work.texts(await languageOfStaff(db, by));
  const { organisation } = view;
  const { firstName: name } = view.details;
  const choice = ownTimeChoices.find((one) => one === set);
  const reply = async (text: string, buttons = ownTimeButtons(t, organisation, person.id, "time")) => {
    if (by.chatId !== null) await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
    return true;
  };
  if (set === "show") {
    const time = sayTimeAndRhythm(t, organisation, person);
    const lines = [t("people:calendar.time.askOf", { name }), t("people:calendar.time.now", { time })];
    return reply(lines.join("\n"));
  }
  const row = choice && (await setOwnTime(work, actor, person, choice));
  if (!choice || !row) return false;
  const next = nextStep(organisation, choice);
  if (next !== undefined) {
    const key = next === "days" ? "people:calendar.time.askDaysOf" : "people:calendar.time.askRhythmOf";
    return reply(t(key, { name }), ownTimeButtons(t, organisation, person.id, next));
  }
  await tell(work, by, { ...view, row });
  return reply(t("people:calendar.time.savedOf", { name, time: sayTimeAndRhythm(t, organisation, row) }), []);
}

/** What is noted about somebody, they hear, and how they change it. What was noted before and still waits for a good hour makes way. */
async function tell(
  work: Work,
  by: CaseWorkerRow,
  { row, organisation, language }: AlumnusView,
): Promise<void> {
  const { chatId } = row;
  if (chatId === null || row.stoppedAt || !(await canBeWrittenTo(work, row))) return;
  const t = work.texts(language);
  const { firstName: worker } = await openColleague(work, by);
  const text = t("people:calendar.time.told", { worker, time: sayTimeAndRhythm(t, organisation, row) });
  const subject = { kind: "ownTime", id: row.id } as const;
  await dropLaterAbout(work, subject);
  const dueAt = nextHumanTime(organisation, work.now);
  await say(work, { chatId, lane: "relay", subject, dueAt, outgoing: { kind: "say", text } });
}
