import { type Random, random } from "../support/random.ts";
import {
  awake,
  codeOf,
  day,
  hour,
  type Life,
  minute,
  type SeenMessage,
  subjectOf,
  tap,
  verbOf,
} from "./life.ts";
import type { PlannedYoung } from "./plan-world.ts";

/** One young person with a phone: sees messages, and answers them in their own time and way. */
export interface Young {
  see(seen: SeenMessage): void;
}

/** Puts into the agenda what happens to somebody whatever the robot does, and answers how they react to it. */
export function liveYoung(life: Life, person: PlannedYoung, seed: number): Young {
  const { chatId, kind } = person;
  const draw = random(seed, `life ${chatId}`);
  const answered = new Set<string>();
  let checkIns = 0;
  /** How many more questions this person has patience for, now. */
  let patience = 0;
  let hasStopped = false;
  let again: { readonly message: number; readonly data: string } | undefined;

  const tapAt = (at: number, { message }: SeenMessage, data: string) =>
    life.agenda.add(at, () => tap(life, chatId, message, data));

  if (kind !== "withoutTelegram" && kind !== "neverLinked")
    life.agenda.add(awake(person.cardAt), async () => {
      life.phone(chatId).start(await life.card(chatId));
    });
  // A phone that is let go of is the case worker's deed.
  if (person.turnsAt !== null && kind !== "changesPhone") life.agenda.add(awake(person.turnsAt), turn);
  if (person.returnsAt !== null) life.agenda.add(awake(person.returnsAt), comeBack);

  function turn(): void {
    const phone = life.phone(chatId);
    if (phone.blocked()) return;
    hasStopped = kind === "stops";
    if (kind === "blocks") phone.block();
    else phone.send(draw.pick(["/stop", "stop"]));
  }

  async function comeBack(): Promise<void> {
    const phone = life.phone(chatId);
    if (kind === "changesPhone") return void phone.start(await life.card(chatId));
    hasStopped = false;
    if (kind === "blocks") phone.unblock();
    else if (again) tap(life, chatId, again.message, again.data);
  }

  function openingSeen(seen: SeenMessage, opening: readonly string[]): void {
    const id = subjectOf(opening[0] ?? "");
    if (answered.has(id) || (kind === "fallsSilent" && checkIns >= person.answersBefore)) return;
    const isReminder = opening.some((data) => verbOf(data) === "fine");
    const at = life.now() + replyTime(draw, kind, isReminder);
    life.agenda.add(awake(at), () => answerOpening(seen, opening, id));
  }

  function answerOpening(seen: SeenMessage, opening: readonly string[], id: string): void {
    if (answered.has(id) || hasStopped) return;
    answered.add(id);
    checkIns += 1;
    const has = (verb: string) => opening.find((data) => verbOf(data) === verb);
    const fine = has("fine");
    const mood = draw.next();
    const whole = fine && mood < 0.5 ? fine : mood > 0.93 ? has("notThisTime") : undefined;
    if (whole) {
      tap(life, chatId, seen.message, whole);
      return;
    }
    patience = draw.chance(0.35) ? 25 : Math.ceil(draw.between(1, 5));
    const later = has("later");
    if (later && mood > 0.85) {
      tap(life, chatId, seen.message, later);
      answered.delete(id);
      life.agenda.add(awake(life.now() + draw.between(3, 40) * hour), () => {
        if (!hasStopped) tap(life, chatId, seen.message, has("yes") ?? "");
      });
      return;
    }
    tap(life, chatId, seen.message, has("yes") ?? "");
    // Some write a word of their own as well, into whatever is on the screen.
    if (draw.chance(0.04))
      life.agenda.add(life.now() + 5 * minute, () => {
        const phone = life.phone(chatId);
        if (!phone.blocked())
          phone.send(draw.pick(["Het gaat wel hoor", "Druk op het werk", "Alles goed met jou?"]));
      });
  }

  function questionSeen(seen: SeenMessage): void {
    if (patience <= 0) return;
    patience -= 1;
    const data = chooseAnswer(draw, seen.buttons, person);
    if (data) tapAt(life.now(), seen, data);
  }

  function seeFirstMinute(seen: SeenMessage, data: string): boolean {
    const same = seen.buttons.filter((one) => codeOf(one) === codeOf(data));
    const pick = (verb: string) => same.find((one) => verbOf(one) === verb) ?? data;
    switch (codeOf(data)) {
      case "l1":
        tapAt(life.now(), seen, pick("nl"));
        return true;
      case "k1":
        tapAt(life.now(), seen, data);
        return true;
      case "o1":
        if (kind === "notNow" && !same.some((one) => verbOf(one) === "notNow")) return true;
        tapAt(life.now(), seen, pick(kind === "notNow" ? "notNow" : "yes"));
        return true;
      case "p1":
        tapAt(life.now(), seen, pick("own"));
        return true;
      case "f1":
        tapAt(life.now(), seen, pick(draw.pick(["good", "good", "okay"])));
        return true;
      default:
        return false;
    }
  }

  return {
    see(seen) {
      const [first] = seen.buttons;
      if (first === undefined || seeFirstMinute(seen, first)) return;
      const of = (code: string) => seen.buttons.filter((data) => codeOf(data) === code);
      const [yes] = of("r1");
      const [refuse] = of("r2");
      if (yes && !refuse) again = { message: seen.message, data: yes };
      if (yes && refuse) {
        const choice = draw.next();
        const at = awake(life.now() + draw.between(0.1, 5) * day);
        if (choice < 0.25) tapAt(at, seen, yes);
        else if (choice < 0.85) tapAt(at, seen, refuse);
        return;
      }
      const same = of("li1").find((data) => verbOf(data) === "same");
      if (same && draw.chance(0.8)) tapAt(awake(life.now() + draw.between(0.5, 3) * day), seen, same);
      if (of("b1").length > 0) openingSeen(seen, of("b1"));
      else if (of("a1").length + of("x1").length > 0) questionSeen(seen);
    },
  };
}

function replyTime(draw: Random, kind: PlannedYoung["kind"], isReminder: boolean): number {
  if (kind === "dawdles") return draw.between(isReminder ? 0.2 : 2, isReminder ? 3 : 12) * day;
  return draw.chance(0.7) ? draw.between(2, 300) * minute : draw.between(5, 45) * hour;
}

/** How somebody answers a question: mostly well, now and then not; whoever studies goes on studying. */
function chooseAnswer(draw: Random, buttons: readonly string[], person: PlannedYoung): string | undefined {
  const options = buttons.filter((data) => codeOf(data) === "a1");
  const extra = (verb: string) => buttons.find((data) => codeOf(data) === "x1" && verbOf(data) === verb);
  const option = (id: string) => options.find((data) => verbOf(data) === id);
  const question = options[0]?.split(":")[2];
  const luck = draw.next();
  if (question === "G1") return option(moodOf(luck));
  if (question === "G2") {
    const changes = person.situation !== "mbo_bol" && luck < (person.kind === "changesJobs" ? 0.35 : 0.04);
    return option(changes ? "changed" : "yes");
  }
  if (question === "G3") return option(draw.pick(["regularWork", "regularWork", "jobSeeking", "atHome"]));
  if (question === "G5") return option(luck < 0.8 ? "no" : "message");
  if (question === "G6") return option("whenever");
  const done = extra("done");
  if (done && luck < 0.7) return done;
  const skip = extra("skip");
  if (skip && luck < 0.35) return skip;
  if (luck < 0.95) return options[0];
  return options.length > 0 ? draw.pick(options) : undefined;
}

function moodOf(luck: number): string {
  if (luck < 0.004) return "cantGoOn";
  if (luck < 0.02) return "bad";
  if (luck < 0.08) return "notGood";
  return luck < 0.45 ? "okay" : "good";
}
