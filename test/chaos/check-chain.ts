import { returns } from "./check-takes.ts";
import { type Facts, lookUps, overlap, referenceOf, shortId, takes } from "./facts.ts";
import type { Rows } from "./rows.ts";
import { mailboxOf } from "./witness-line.ts";

/** What lets somebody else have an alert that somebody had. */
const freeing = ["stepped", ...returns];
/** Of fewer cases nothing is said: who took it at once, or was blocked just then, decides. */
const fewestCases = 5;
/** An alert that Telegram refuses goes on at once, not when its step's time is over. */
const mostAfterRefusal = 10_000;

type Escalation = Rows["escalations"][number];

/** Where an alert went a way that its organisation's rules do not know: what it did is judged here, not whether it arrived. */
export function checkChain(facts: Facts, rows: Rows): string[] {
  return [
    ...takenTwice(rows),
    ...toAnotherSchool(facts, rows),
    ...ringsOneAlone(facts, rows),
    ...waitsAfterRefusal(facts, rows),
  ];
}

/** Two took the same, and nothing happened in between that gave it back: each believes that it is theirs. */
function takenTwice(rows: Rows): string[] {
  const eventsOf = Map.groupBy(rows.events, ({ escalationId }) => escalationId);
  return [...eventsOf].flatMap(([id, events]) => {
    let owner: string | null = null;
    let twice = false;
    for (const { kind, caseWorkerId } of events) {
      if (kind === "take") {
        twice ||= owner !== null && owner !== caseWorkerId;
        owner = caseWorkerId;
      } else if (freeing.includes(kind)) owner = null;
    }
    return twice ? [`${id} was taken by two`] : [];
  });
}

/** Who was rung about it, by chat or by mail, whether it arrived or not. */
function rungFor(facts: Facts, rows: Rows, { id }: Escalation): Rows["staff"] {
  const chats = new Set((facts.about.get(shortId(id)) ?? []).filter(takes).map(({ chat }) => chat));
  const mailboxes = new Set((facts.mails.get(referenceOf(id)) ?? []).map(({ to }) => to));
  return rows.staff.filter(({ chat }) => chats.has(chat) || mailboxes.has(mailboxOf(chat)));
}

function toAnotherSchool(facts: Facts, rows: Rows): string[] {
  const chatOfSchool = new Map(rows.staff.map(({ chat, school }) => [chat, school]));
  return rows.escalations.flatMap(({ id, school }) =>
    (facts.about.get(shortId(id)) ?? [])
      .filter((call) => takes(call) && chatOfSchool.get(call.chat ?? 0) !== school)
      .map(({ chat }) => `${id} was offered to chat ${chat}, who is not of its school`),
  );
}

/** A crisis is everybody's who is on duty: whoever is quick takes it before all have been rung, but not most of the time. */
function ringsOneAlone(facts: Facts, rows: Rows): string[] {
  const crises = rows.escalations.filter(({ severity }) => severity === "crisis");
  const alone = crises.filter((one) => rungFor(facts, rows, one).length < 2).length;
  return crises.length >= fewestCases && alone > crises.length / 2
    ? [`${alone} of ${crises.length} crises rang one person alone`]
    : [];
}

/** From Telegram's refusal to the next way that was tried, of alerts that nobody took meanwhile. */
function waitsAfterRefusal(facts: Facts, rows: Rows): string[] {
  const { chatOf } = lookUps(rows);
  const isStaff = new Set(chatOf.values());
  const delays = rows.escalations.flatMap(({ id }) => {
    const calls = (facts.about.get(shortId(id)) ?? []).filter(
      (call) => takes(call) && isStaff.has(call.chat ?? 0),
    );
    const tries = [
      ...calls.map(({ begun }) => begun),
      ...(facts.mails.get(referenceOf(id)) ?? []).map(({ at }) => at),
    ];
    const taken = rows.events
      .filter(({ escalationId, kind }) => escalationId === id && kind === "take")
      .map(({ at }) => at);
    return calls
      .filter(({ status, done }) => !done && (status === 400 || status === 403))
      .flatMap(({ at }) => {
        const next = Math.min(rows.now, ...tries.filter((one) => one > at));
        if (taken.some((one) => one > at && one < next)) return [];
        return [next - at - overlap(facts.away, at, next)];
      });
  });
  const [median = 0] = delays.toSorted((a, b) => a - b).slice(Math.floor(delays.length / 2));
  return delays.length >= fewestCases && median > mostAfterRefusal
    ? [`alerts that Telegram refused went on after ${(median / 1_000).toFixed(1)} s, as a rule`]
    : [];
}
