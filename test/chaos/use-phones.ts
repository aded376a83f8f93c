import type { Phone } from "../../src/simulator/phone.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { random } from "../support/random.ts";
import { holdTalks, type SeenMessage } from "./hold-talks.ts";
import type { Plan, PlannedAlumnus, PlannedWorker } from "./plan-run.ts";

export interface Phones {
  /** Everybody presses START. */
  switchOn(): void;
  /** From now on alumni answer, each in their own time. */
  begin(): void;
  /** From now on nobody forgets any more, so that what is open comes to its end. */
  calm(): void;
  see(message: SeenMessage): void;
  /** `alone`: how many alerts nobody looks at; `toWrite`: how much is still to be written in talks. */
  state(): {
    readonly opened: number;
    readonly answered: number;
    readonly alone: number;
    readonly toWrite: number;
  };
}

/** How often whoever took an alert puts the phone away and forgets it, and whoever had contact forgets to say what came of it. */
const forgets = 0.25;
/** Whoever takes an alert writes to the young person this often. */
const writes = (seed: number, escalation: string) => random(seed, `writes ${escalation}`).chance(0.15);
/** Alerts that nobody in the school looks at, so that every step of the chain comes. */
const isLeftAlone = (seed: number, escalation: string) => random(seed, `alone ${escalation}`).chance(0.02);

const verbOf = (data: string) => data.split(":").at(-1) ?? "";
const yesOf = ({ buttons }: SeenMessage) =>
  buttons.find((data) => data.startsWith("b1:") && verbOf(data) === "yes");
/** What somebody reads who said yes while too few were there. */
const tapsAgain = /Tik (later nog eens|dan) op Ja/;
const outcomeVerbs: readonly string[] = ["helped", "planned", "handedOver", "notNeeded"];

/** Everybody's hands: they tap what they see on their own phone, after a while, sometimes twice, sometimes never. */
export function usePhones(simulator: Simulator, plan: Plan): Phones {
  let mayForget = true;
  const draw = random(plan.seed, "phones");
  const alumni = new Map(plan.alumni.map((one) => [one.chatId, one]));
  const staff = new Map(plan.staff.map((one) => [one.chatId, one]));
  const openings = new Map<number, SeenMessage>();
  const answered = new Set<number>();
  const done = new Set<string>();
  const alone = new Set<string>();
  const outcomes = new Map<string, { readonly seen: SeenMessage; readonly outcome: string }>();
  const phoneOf = (id: number): Phone => simulator.phone({ id, firstName: `P${id}` });

  /** Taps if the button is still there when the hand gets there. */
  function tapLater(seen: SeenMessage, data: string, milliseconds: number): void {
    setTimeout(() => {
      const phone = phoneOf(seen.chat);
      if (phone.blocked()) return;
      const message = phone.messages().find(({ id }) => id === seen.message);
      if (message?.deleted || !message?.buttons?.flat().some((button) => button.data === data)) return;
      phone.tapData(data, seen.message);
      talks.tapped(seen.chat, data);
      if (draw.chance(0.1)) phone.tapData(data, seen.message);
    }, milliseconds);
  }
  const talks = holdTalks(plan, phoneOf, tapLater);

  /** True the first time only. */
  function isFirst(...parts: readonly (string | number)[]): boolean {
    const key = parts.join(" ");
    if (done.has(key)) return false;
    done.add(key);
    return true;
  }

  function seeAsAlumnus(person: PlannedAlumnus, seen: SeenMessage): void {
    const opening = yesOf(seen);
    if (opening) openings.set(person.chatId, seen);
    // So few of the staff can be reached just then that nobody is asked about danger: whoever reads that tries again.
    const asked = openings.get(person.chatId);
    const yes = asked && yesOf(asked);
    if (asked && yes && tapsAgain.test(seen.text) && isFirst(person.chatId, "again", seen.message))
      tapLater(asked, yes, draw.between(5_000, 10_000));
    const answer = seen.buttons.find(
      (data) => data.startsWith("a1:") && data.endsWith(`:G1:${person.answer}`),
    );
    if (answer && isFirst(person.chatId, "answers")) {
      answered.add(person.chatId);
      tapLater(seen, answer, draw.between(300, 2_000));
    }
    // Some go on to the next question and skip it: traffic beside the alert.
    const skip = seen.buttons.find((data) => data.startsWith("x1:") && verbOf(data) === "skip");
    if (!answer && skip && draw.chance(0.25) && isFirst(person.chatId, "skips"))
      tapLater(seen, skip, draw.between(500, 4_000));
  }

  function seeAsWorker({ chatId, manner }: PlannedWorker, seen: SeenMessage): void {
    const own = seen.buttons.filter((data) => data.startsWith("e1:"));
    const escalation = own[0]?.split(":")[1];
    if (!escalation) return;
    if (isLeftAlone(plan.seed, escalation)) alone.add(escalation);
    if (manner === "never" || alone.has(escalation)) return;
    const pause = manner === "quick" ? draw.between(500, 3_000) : draw.between(6_000, 18_000);
    const next = (verb: string) => own.find((data) => verbOf(data) === verb);
    const [take, reached] = [next("take"), next("reached")];
    const outcome = own.find((data) => outcomeVerbs.includes(verbOf(data)));
    if (outcome) outcomes.set(`${chatId} ${escalation}`, { seen, outcome });
    // Before the outcome of a crisis the reporting code is asked about; then the outcome is tapped once more.
    const codeNotNeeded = next("step_none");
    if (codeNotNeeded && isFirst(chatId, codeNotNeeded, seen.message)) {
      tapLater(seen, codeNotNeeded, pause);
      const asked = outcomes.get(`${chatId} ${escalation}`);
      if (asked) tapLater(asked.seen, asked.outcome, pause + draw.between(3_000, 6_000));
    }
    const write = seen.buttons.find((data) => data.startsWith("y3:") && verbOf(data) === "write");
    if (reached && write && writes(plan.seed, escalation) && isFirst("writes", escalation))
      tapLater(seen, write, draw.between(500, 2_500));
    // A message that came anew is looked at anew.
    if (take && isFirst(chatId, take, seen.message)) tapLater(seen, take, pause);
    else if (reached && !outcome && isFirst(chatId, reached, seen.message)) {
      if (mayForget && draw.chance(forgets)) return;
      tapLater(seen, reached, pause);
    } else if (outcome && isFirst(chatId, escalation, "outcome", seen.message)) {
      if (mayForget && draw.chance(forgets)) return;
      tapLater(seen, outcome, pause);
    }
  }

  return {
    switchOn() {
      for (const { chatId } of plan.staff) phoneOf(chatId).start();
      for (const { chatId } of plan.alumni) phoneOf(chatId).start();
    },
    begin() {
      for (const person of plan.alumni)
        setTimeout(() => {
          const seen = openings.get(person.chatId);
          const yes = seen && yesOf(seen);
          if (seen && yes) phoneOf(person.chatId).tapData(yes, seen.message);
        }, person.after);
      talks.begin();
    },
    calm() {
      mayForget = false;
    },
    see(seen) {
      const person = alumni.get(seen.chat);
      const worker = staff.get(seen.chat);
      if (person) seeAsAlumnus(person, seen);
      if (worker) seeAsWorker(worker, seen);
      talks.see(seen);
    },
    state: () => ({
      ...{ opened: openings.size, answered: answered.size, alone: alone.size },
      toWrite: talks.toWrite(),
    }),
  };
}
