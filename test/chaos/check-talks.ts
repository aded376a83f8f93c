import { type Canary, readCanary } from "./canary.ts";
import type { Rows } from "./rows.ts";
import { forNobody, type WitnessLine } from "./witness-line.ts";

/** What the talks of a run come to. */
export interface TalkFigures {
  /** Young people in whose talk something was written. */
  readonly talks: number;
  /** Messages that either side wrote in one. */
  readonly relayed: number;
  readonly relayedLost: number;
  readonly relayedWrong: number;
  readonly relayedOutOfOrder: number;
}

export interface TalkFaults {
  readonly talks: number;
  readonly relayed: number;
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  readonly outOfOrder: readonly string[];
}

interface Written extends Canary {
  readonly word: string;
  readonly chat: number;
  readonly message: number | undefined;
}

/**
 * What was written in talks, and where it came: each message on the other side, once all is calm; none on the phone of anybody
 * else than the person and those who guide them; each side's in the order in which it was written. What a case worker's phone
 * did not take is not lost when it was handed to others, and what a case worker wrote is not lost when they have read that it was
 * not passed on: quoted in the chat where it was written, with nothing to tap, or as a question to which they tapped "for nobody". `least`: so many talks had to come about.
 */
export function checkTalks(lines: readonly WitnessLine[], rows: Rows, least: number): TalkFaults {
  const written = writtenIn(lines);
  const seen = seenIn(lines);
  const guides = guidesOf(rows);
  const handedOn = new Set(rows.handedOn.map(({ chat, message }) => `${chat} ${message}`));
  const isFor = (chat: number, person: number) => chat === person || guides.get(person)?.has(chat) === true;

  const arrived = new Set<string>();
  const wrong = new Set<string>();
  const givenBack = new Set<string>();
  const taps = new Set(
    lines.flatMap((line) => (line.what === "update" && line.tap ? [`${line.chat} ${line.tap}`] : [])),
  );
  for (const one of seen) {
    const { word, chat, isQuestion, forNobody: none } = one;
    const { person, by } = readCanary(word);
    if (!isFor(chat, person)) wrong.add(`${word} in chat ${chat}`);
    else if (isOnTheOtherSide(one)) arrived.add(word);
    else if (by === "worker" && (!isQuestion || (none && taps.has(`${chat} ${none}`))))
      givenBack.add(`${word} ${chat}`);
  }
  for (const line of lines)
    if (line.what === "mail") for (const word of line.canaries ?? []) wrong.add(`${word} in a mail`);

  const isHandedOn = ({ by, chat, message }: Written) =>
    by === "person" && handedOn.has(`${chat} ${message}`);
  const lost = written.filter(
    (one) => !arrived.has(one.word) && !isHandedOn(one) && !givenBack.has(`${one.word} ${one.chat}`),
  );
  const talks = new Set(written.map(({ person }) => person)).size;
  return {
    talks,
    relayed: written.length,
    lost: [
      ...lost.map(({ word }) => `${word} did not arrive`),
      ...Array.from({ length: Math.max(0, least - talks) }, () => "a talk that never came about"),
    ],
    wrong: [...wrong],
    outOfOrder: outOfOrder(seen.filter(isOnTheOtherSide)),
  };
}

/** Each message once, also when Telegram handed it over twice. */
function writtenIn(lines: readonly WitnessLine[]): Written[] {
  const found = new Map<string, Written>();
  for (const line of lines) {
    if (line.what !== "update") continue;
    for (const word of line.canaries ?? [])
      if (!found.has(word)) {
        const { chat, message } = line;
        found.set(word, { ...readCanary(word), word, chat, message });
      }
  }
  return [...found.values()];
}

interface Seen {
  readonly word: string;
  readonly chat: number;
  /** There was something to tap under it. */
  readonly isQuestion: boolean;
  /** The button that says "for nobody", where there was one. */
  readonly forNobody: string | undefined;
}

/** What was on a phone, in the order in which it came, copies and changes too. */
const seenIn = (lines: readonly WitnessLine[]): Seen[] =>
  lines.flatMap((line) => {
    if (line.what !== "call" || !line.done || line.chat === undefined) return [];
    const { chat, buttons = [] } = line;
    const none = buttons.find((data) => data.startsWith("td") && data.split(":")[1] === forNobody);
    return (line.canaries ?? []).map((word) => ({
      ...{ word, chat, isQuestion: buttons.length > 0, forNobody: none },
    }));
  });

const isOnTheOtherSide = ({ word, chat }: Seen) => {
  const { person, by } = readCanary(word);
  return (chat === person) === (by === "worker");
};

/** By the chat of a young person: the chats of whoever is responsible, and of the staff who took an alert about them. */
function guidesOf(rows: Rows): Map<number, Set<number>> {
  const chatOf = new Map(rows.staff.map(({ id, chat }) => [id, chat]));
  const guides = new Map(
    rows.alumni.map(({ id, caseWorkerId }) => [id, new Set([chatOf.get(caseWorkerId) ?? 0])]),
  );
  const about = new Map(rows.escalations.map(({ id, alumnusId }) => [id, alumnusId]));
  for (const { escalationId, kind, caseWorkerId } of rows.events)
    if (kind === "take") guides.get(about.get(escalationId) ?? "")?.add(chatOf.get(caseWorkerId ?? "") ?? 0);
  return new Map(rows.alumni.map(({ id, chat }) => [chat, guides.get(id) ?? new Set()]));
}

/** A message that came after a later one of the same side, in the same chat; a second copy is none. */
function outOfOrder(seen: readonly Seen[]): string[] {
  const newest = new Map<string, number>();
  const first = new Set<string>();
  const found: string[] = [];
  for (const { word, chat } of seen) {
    if (first.has(`${chat} ${word}`)) continue;
    first.add(`${chat} ${word}`);
    const { person, by, n } = readCanary(word);
    const direction = `${chat} ${person} ${by}`;
    const before = newest.get(direction) ?? 0;
    if (n < before) found.push(`${word} after ${before} in chat ${chat}`);
    newest.set(direction, Math.max(before, n));
  }
  return found;
}
