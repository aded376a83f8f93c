import { checkChain } from "./check-chain.ts";
import { mailedTwice, repeated } from "./check-copies.ts";
import { notifiedAfterAck } from "./check-takes.ts";
import { checkTalks, type TalkFigures } from "./check-talks.ts";
import {
  type Facts,
  lookUps,
  minutes,
  overlap,
  referenceOf,
  type Span,
  shortId,
  sort,
  takes,
  verbIn,
} from "./facts.ts";
import type { RawPolicy, Rows } from "./rows.ts";
import type { UpdateLine, WitnessLine } from "./witness-line.ts";

/**
 * The verdict on a run, from the witness log and the raw rows alone: what Telegram handed over and carried out, what people
 * tapped, and what the database holds. Nothing of the product is used here, not even how it writes a button: that is read
 * from outside, as anybody could.
 */
export interface Figures extends TalkFigures {
  readonly alerts: number;
  readonly kills: number;
  readonly updatesConfirmed: number;
  readonly updatesMissing: number;
  readonly alertsLost: number;
  readonly alertsStuck: number;
  readonly notifiedAfterAck: number;
  readonly duplicates: number;
  readonly duplicatesAllowed: number;
  readonly p50Seconds: number;
  readonly p99Seconds: number;
  readonly ok: boolean;
}

export interface Verdict {
  readonly figures: Figures;
  /** A line for each thing that is not in order, with ids and numbers. */
  readonly findings: readonly string[];
}

/** An alert must be on a phone within this; the time without a database or any instance, or in which Telegram hung on that chat, is not counted (security.md 5). */
const mostSeconds = 60;
/** How much later than its time a step may come: a lease that a killed process held, the tick, a busy machine. */
const graceMilliseconds = 60_000;
/** When nobody at all can be reached, an organisation's own times give way to this. */
const tryAgainMilliseconds = 5 * 60_000;
/** So many messages a process can have sent and not yet written down when it dies, and so many the two have together. */
const inFlightOfOne = 4;
const inFlightOfAll = 2 * inFlightOfOne;

const alertingTap = /^a1:[\w-]{22}:G1:(bad|cantGoOn)$/;
/** What each of those taps must become, at least. */
const severitiesOf: Readonly<Record<string, readonly string[]>> = {
  bad: ["urgent", "crisis"],
  cantGoOn: ["crisis"],
};
const outcomeVerbs = ["helped", "planned", "handedOver", "notNeeded"];

/**
 * `expected`: how many people were to give an answer that must raise an alert; whoever could not counts as lost. `leastTalks`:
 * so many talks were to come about.
 */
export function check(lines: readonly WitnessLine[], rows: Rows, expected: number, leastTalks = 0): Verdict {
  const facts = sort(lines);
  const findings: string[] = [];
  const find = (kind: string, subjects: readonly string[]) => {
    for (const subject of subjects) findings.push(`${kind}: ${subject}`);
    return subjects.length;
  };
  const confirmed = [...new Set(facts.confirmed)];
  const stored = new Set(rows.updateIds);
  const alerts = alertsOf(facts, rows);
  const missed = Math.max(0, expected - alerts.length);
  const lost = [
    ...alerts.flatMap((alert) => (alert.lost ? [`chat ${alert.chat} ${alert.lost}`] : [])),
    ...Array.from({ length: missed }, () => "somebody never came as far as the question"),
    ...closedByNobody(facts, rows),
  ];
  const { duplicates, strangers } = repeated(facts, rows);
  const talks = checkTalks(lines, rows, leastTalks);
  const seconds = alerts.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  const figures = {
    alerts: alerts.length,
    kills: facts.kills.length,
    updatesConfirmed: confirmed.length,
    updatesMissing: find("update missing", confirmed.filter((id) => !stored.has(id)).map(String)),
    alertsLost: find("alert lost", lost),
    alertsStuck: find("alert stuck", [
      ...stuckNow(facts, rows),
      ...cameBackLate(facts, rows),
      ...leftLying(rows),
      ...checkChain(facts, rows),
    ]),
    notifiedAfterAck: find("notified after somebody had it", notifiedAfterAck(facts, rows)),
    duplicates: duplicates + mailedTwice(facts, rows) + find("message without a row", strangers),
    duplicatesAllowed:
      facts.kills.length * inFlightOfOne +
      facts.away.filter(({ who }) => who === "database").length * inFlightOfAll +
      facts.made.filter(({ status }) => status === 0).length,
    p50Seconds: quantile(seconds, 0.5),
    p99Seconds: quantile(seconds, 0.99),
  };
  const talkFigures = {
    talks: talks.talks,
    relayed: talks.relayed,
    relayedLost: find("relayed message lost", talks.lost),
    relayedWrong: find("relayed to the wrong person", talks.wrong),
    relayedOutOfOrder: find("relayed out of order", talks.outOfOrder),
  };
  const ok =
    talkFigures.relayedLost + talkFigures.relayedWrong + talkFigures.relayedOutOfOrder === 0 &&
    figures.updatesMissing + figures.alertsLost + figures.alertsStuck + figures.notifiedAfterAck === 0 &&
    strangers.length === 0 &&
    figures.duplicates <= figures.duplicatesAllowed &&
    figures.p99Seconds < mostSeconds;
  return { figures: { ...figures, ok, ...talkFigures }, findings };
}

interface Alert {
  readonly chat: number;
  /** Why it counts as lost. */
  readonly lost?: string;
  /** From the tap to the first message on somebody's phone or in a mailbox. */
  readonly seconds?: number;
}

function alertsOf(facts: Facts, rows: Rows): Alert[] {
  const first = new Map<number, UpdateLine>();
  for (const update of facts.updates)
    if (answerIn(update) && !first.has(update.chat)) first.set(update.chat, update);
  const alumnusOf = new Map(rows.alumni.map(({ id, chat }) => [chat, id]));
  const escalationsOf = Map.groupBy(rows.escalations, ({ alumnusId }) => alumnusId);
  const staff = new Set(rows.staff.map(({ chat }) => chat));
  return [...first.values()].map((tap) => {
    const { chat, at } = tap;
    const answer = answerIn(tap) ?? "";
    const escalations = escalationsOf.get(alumnusOf.get(chat) ?? "") ?? [];
    if (escalations.length === 0) return { chat, lost: "has no escalation" };
    if (!escalations.some(({ severity }) => severitiesOf[answer]?.includes(severity)))
      return { chat, lost: `said ${answer} and is taken for less` };
    if (answer === "cantGoOn" && !facts.numbers.get(chat)?.some((call) => call.at >= at))
      return { chat, lost: "has no numbers to call" };
    const arrived = escalations.flatMap(({ id }) => [
      ...(facts.about.get(shortId(id)) ?? []).filter(
        (call) => call.done && takes(call) && staff.has(call.chat ?? 0),
      ),
      ...(facts.mails.get(referenceOf(id)) ?? []),
    ]);
    const [first] = arrived.filter((one) => one.at >= at).sort((a, b) => a.at - b.at);
    if (!first) return { chat, lost: "reached nobody" };
    const hung = "chat" in first ? (facts.hung.get(first.chat ?? 0) ?? []) : [];
    const spans = [...facts.away, ...hung].filter((span) => span.at > at && span.from < first.at);
    const blocked = overlap(
      spans.sort((a, b) => a.from - b.from),
      at,
      first.at,
    );
    return { chat, seconds: Math.max(0, first.at - at - blocked) / 1_000 };
  });
}

const answerIn = ({ tap }: UpdateLine): string | undefined => alertingTap.exec(tap ?? "")?.[1];

/** The moment at which so many milliseconds have passed in which database and instances were there. */
function afterRunning(away: readonly Span[], from: number, milliseconds: number): number {
  let until = from + milliseconds;
  for (let before = from; before < until; ) {
    const lost = overlap(away, before, until);
    before = until;
    until += lost;
  }
  return until;
}

/** Resolved, and its owner never tapped an outcome: something else closed it. */
function closedByNobody(facts: Facts, rows: Rows): string[] {
  const chatOf = new Map(rows.staff.map(({ id, chat }) => [id, chat]));
  return rows.escalations
    .filter(({ state }) => state === "resolved")
    .filter(
      ({ id, ownerId }) =>
        !facts.taps
          .get(shortId(id))
          ?.some(
            ({ tap, chat }) => outcomeVerbs.includes(verbIn(tap ?? "")) && chat === chatOf.get(ownerId ?? ""),
          ),
    )
    .map(({ id }) => `${id} was closed without an outcome from its owner`);
}

const longestOf = (policy: RawPolicy) =>
  minutes(
    Math.max(
      ...policy.steps.map(({ waitMinutes }) => waitMinutes),
      policy.restMinutes,
      policy.contactMinutes,
      policy.outcomeMinutes,
    ),
  );

/** When a message about it was begun or a mail taken. */
const ringsOf = (facts: Facts, id: string): number[] => [
  ...(facts.about.get(shortId(id)) ?? []).map(({ begun }) => begun),
  ...(facts.mails.get(referenceOf(id)) ?? []).map(({ at }) => at),
];

/** Not resolved, and nothing will happen, or nothing has happened for longer than the organisation's own rules allow. */
function stuckNow(facts: Facts, rows: Rows): string[] {
  const chatOf = new Map(rows.staff.map(({ id, chat }) => [id, chat]));
  const chatOfAlumnus = new Map(rows.alumni.map(({ id, chat }) => [id, chat]));
  const { now } = rows;
  return rows.escalations.flatMap((row) => {
    const { id, state, nextStepAt, ownerId } = row;
    const taps = facts.taps.get(shortId(id)) ?? [];
    // Whoever opens a talk takes with it what nobody has.
    const takers = [
      ...taps.filter(({ tap }) => verbIn(tap ?? "") === "take"),
      ...(facts.writes.get(shortId(row.alumnusId)) ?? []),
    ];
    if (ownerId && !takers.some(({ chat }) => chat === chatOf.get(ownerId)))
      return [`${id} belongs to somebody who never took it`];
    if (state === "resolved") return [];
    if (nextStepAt === null) return [`${id} (${state}) has no next step`];
    if (nextStepAt < now - graceMilliseconds) return [`${id} (${state}) is overdue`];
    const policy = row.policies?.[row.severity];
    if (!policy) return [];
    const longest = longestOf(policy);
    if (nextStepAt > now + Math.max(longest, tryAgainMilliseconds) + graceMilliseconds)
      return [`${id} (${state}) waits past every time of its rules`];
    const words = facts.talked.get(chatOfAlumnus.get(row.alumnusId) ?? 0) ?? [];
    const last = Math.max(row.openedAt, ...[...taps, ...words].map(({ at }) => at), ...ringsOf(facts, id));
    return now - last > 2 * longest + graceMilliseconds
      ? [`${id} (${state}) has rung nobody for too long`]
      : [];
  });
}

/** What lies there when all is calm: somebody's words that nobody handled, or an alert that nobody sends. */
const leftLying = ({ left, now }: Rows): string[] =>
  left.filter(({ since }) => since < now - graceMilliseconds).map(({ what }) => `${what} was left lying`);

/** When it was offered to anybody: a message with which it can be taken, or a mail, which says where. */
const offersOf = (facts: Facts, id: string): number[] => [
  ...(facts.about.get(shortId(id)) ?? []).filter(takes).map(({ begun }) => begun),
  ...(facts.mails.get(referenceOf(id)) ?? []).map(({ at }) => at),
];

/**
 * Taken, and then nothing by whoever took it: it must be offered anew once the time for a contact has passed. A word to its owner alone is
 * no offer. Not while they and the young person write to each other, nor when they ended a talk.
 */
function cameBackLate(facts: Facts, rows: Rows): string[] {
  const { chatOf, policyOf, personOf } = lookUps(rows);
  return rows.events.flatMap(({ escalationId, kind, caseWorkerId, at }) => {
    const policy = policyOf(escalationId);
    if (kind !== "take" || !policy) return [];
    const until = afterRunning(facts.away, at, minutes(policy.contactMinutes) + graceMilliseconds);
    if (until > rows.now) return [];
    const chat = chatOf.get(caseWorkerId ?? "");
    const goesOn = facts.taps
      .get(shortId(escalationId))
      ?.some((tap) => tap.chat === chat && tap.at > at && tap.at < until && verbIn(tap.tap ?? "") !== "take");
    const theirs = personOf(escalationId);
    const words = (facts.talked.get(theirs ?? 0) ?? []).filter((one) => one.at > at && one.at < until);
    const talk = [chat, theirs].every((side) => words.some((one) => one.chat === side));
    const hadContact = rows.events.some(
      (event) =>
        event.escalationId === escalationId &&
        event.kind === "reached" &&
        event.caseWorkerId === caseWorkerId &&
        event.at > at &&
        event.at < until,
    );
    const isOffered = offersOf(facts, escalationId).some((moment) => moment > at && moment < until);
    return goesOn || talk || hadContact || isOffered
      ? []
      : [`${escalationId} was taken, forgotten, and did not come back`];
  });
}

/** The value that this part of the sorted list does not exceed, to the tenth; 0 for an empty list. */
function quantile(sorted: readonly number[], part: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
