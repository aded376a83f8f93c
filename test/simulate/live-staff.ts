import { randomUUID } from "node:crypto";
import { random } from "../support/random.ts";
import {
  codeOf,
  day,
  hour,
  type Life,
  minute,
  onDay,
  type SeenMessage,
  subjectOf,
  tap,
  verbOf,
} from "./life.ts";
import type { PlannedStaff, PlannedYoung, World } from "./plan-world.ts";

/** One of the staff with a phone. */
export interface Worker {
  see(seen: SeenMessage): void;
}

/** So much of a screen is worked off at one go; the rest stands there tomorrow. */
const mostAtOnce = 14;
const outcomes: readonly string[] = ["helped", "planned", "notNeeded"];

/** Puts holidays and own talks into the agenda, and answers how somebody of the staff works off what the phone shows. */
export function liveStaff(life: Life, world: World, worker: PlannedStaff): Worker {
  const { chatId, school } = worker;
  const draw = random(world.seed, `staff ${chatId}`);
  const own = world.young.filter(({ workerChat }) => workerChat === chatId);
  const done = new Set<string>();
  const isFirst = (...parts: readonly (string | number)[]) => {
    const key = parts.join(" ");
    if (done.has(key)) return false;
    done.add(key);
    return true;
  };
  const tapIn = (milliseconds: number, { message }: SeenMessage, data: string) =>
    life.agenda.add(life.now() + milliseconds, () => {
      if (!isAway(worker, life.now())) tap(life, chatId, message, data);
    });
  const forge = (data: string) => tap(life, chatId, 1, data);

  planHolidays();
  for (const person of own) planWithoutTelegram(person);
  for (const { kind, turnsAt, chatId: chat } of own)
    if (kind === "changesPhone" && turnsAt !== null)
      life.agenda.add(onDay(localDay(turnsAt), "11:40"), () => forge(`lu1:${life.shortIdOf(chat)}:newPhone`));
  // Now and then one writes with somebody for a while.
  const talks = random(world.seed, `talks ${chatId}`);
  for (
    let at = world.start.getTime() + talks.between(20, 120) * day;
    at < world.end.getTime();
    at += talks.between(60, 150) * day
  )
    life.agenda.add(onDay(localDay(at), "13:10"), () => {
      const person = own.length > 0 ? talks.pick(own) : undefined;
      if (person && !isAway(worker, life.now())) forge(`y3:${life.shortIdOf(person.chatId)}:write`);
    });
  // A talk that nobody planned, once in a few weeks.
  for (
    let at = world.start.getTime() + draw.between(3, 20) * day;
    at < world.end.getTime();
    at += draw.between(10, 40) * day
  )
    life.agenda.add(onDay(localDay(at), "11:20"), () => {
      const person = own.length > 0 ? draw.pick(own) : undefined;
      if (person && !isAway(worker, life.now()))
        forge(`od1:${shorten(randomUUID())}:${life.shortIdOf(person.chatId)}:phone:15`);
    });

  function planHolidays(): void {
    const colleagues = world.staff.filter((one) => one.school === school && one.chatId !== chatId);
    for (const { from, until, hasDeputy } of worker.holidays)
      life.agenda.add(onDay(from, "16:00") - day, () => {
        const days = `${pack(from)}_${pack(until)}`;
        const self = life.shortIdOf(chatId);
        if (hasDeputy) forge(`d4:${self}:${days}:${life.shortIdOf(draw.pick(colleagues).chatId)}`);
        else forge(`d5:${self}:${days}`);
      });
  }

  /** Who has no Telegram is asked by phone; some who never used the card say yes much later. */
  function planWithoutTelegram({ chatId: chat, kind, cardAt }: PlannedYoung): void {
    const yes = () => forge(`lo1:${life.shortIdOf(chat)}:phone:yes`);
    if (kind === "withoutTelegram") {
      life.agenda.add(onDay(localDay(cardAt), "10:40"), yes);
      life.agenda.add(onDay(localDay(cardAt), "10:45"), () => forge(`lt1:${life.shortIdOf(chat)}:phone`));
    }
    if (kind === "neverLinked" && draw.chance(0.25))
      life.agenda.add(onDay(localDay(cardAt + draw.between(60, 600) * day), "14:20"), yes);
  }

  /** An alert on the phone: taken, called, closed, each after a while. */
  function alertSeen(seen: SeenMessage): void {
    const of = (verb: string) => seen.buttons.find((data) => codeOf(data) === "e1" && verbOf(data) === verb);
    const none = of("step_none");
    if (none && isFirst(none, seen.message)) tapIn(3 * minute, seen, none);
    const take = of("take");
    if (take && isFirst(take, seen.message)) {
      tapIn(draw.between(3, 70) * minute, seen, take);
      return;
    }
    const outcome = seen.buttons.find((data) => codeOf(data) === "e1" && outcomes.includes(verbOf(data)));
    if (outcome) {
      const chosen = of(draw.pick(outcomes)) ?? outcome;
      if (isFirst("outcome", subjectOf(outcome), seen.message)) {
        tapIn(draw.between(20, 400) * minute, seen, chosen);
        // Before the outcome of a crisis the reporting code is asked about; then it is tapped once more.
        tapIn(420 * minute, seen, chosen);
      }
      return;
    }
    const reached = of("reached");
    if (reached && isFirst(reached, seen.message)) tapIn(draw.between(5, 120) * minute, seen, reached);
  }

  /** The screen of the day: each line is worked off, some minutes apart. */
  function screenSeen(seen: SeenMessage): void {
    const lines = seen.buttons.filter(
      (data) =>
        ["q1", "w1", "lj1"].includes(codeOf(data)) ||
        (codeOf(data) === "t1" && verbOf(data) === "show") ||
        (codeOf(data) === "e1" && verbOf(data) === "show"),
    );
    const more = seen.buttons.find((data) => codeOf(data) === "y1");
    if (lines.length === 0 || draw.chance(0.12)) return;
    const wait = draw.between(10, 90) * minute;
    for (const [n, data] of lines.slice(0, mostAtOnce).entries()) tapIn(wait + n * 5 * minute, seen, data);
    if (more && draw.chance(0.6)) tapIn(wait + lines.length * 5 * minute, seen, more);
  }

  return {
    see(seen) {
      const find = (code: string, verb: string) =>
        seen.buttons.find((data) => codeOf(data) === code && verbOf(data) === verb);
      const confirm = find("c1", "yes");
      if (confirm && isFirst(confirm)) return tapIn(draw.between(0.1, 30) * hour, seen, confirm);
      const words = find("ta1", "read");
      if (words) return tapIn(talks.between(5, 200) * minute, seen, words);
      const identity = find("lj1", "yes");
      if (identity && isFirst(identity)) return tapIn(draw.between(1, 30) * hour, seen, identity);
      const reached = find("t1", "reached");
      if (reached) {
        const verb = draw.next();
        const data = verb < 0.62 ? reached : find("t1", verb < 0.75 ? "tomorrow" : "done");
        return tapIn(4 * minute, seen, data ?? reached);
      }
      const sheet = seen.buttons.find((data) => data.startsWith("z1:sign"));
      if (sheet) return tapIn(minute, seen, sheet);
      const reminder = seen.buttons.find((data) => data.startsWith("z1:show"));
      if (reminder && draw.chance(0.7)) return tapIn(draw.between(10, 200) * minute, seen, reminder);
      if (find("e1", "show") || seen.buttons.some((data) => ["t1", "q1", "w1", "y1"].includes(codeOf(data))))
        return screenSeen(seen);
      if (seen.buttons.some((data) => codeOf(data) === "e1")) alertSeen(seen);
    },
  };
}

const isAway = ({ holidays }: PlannedStaff, at: number): boolean =>
  holidays.some(({ from, until }) => onDay(from, "00:00") <= at && at < onDay(until, "00:00") + day);

const localDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const pack = (date: string) => date.slice(2).replaceAll("-", "");
const shorten = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
