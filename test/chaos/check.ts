import { checkTalks, type TalkFigures } from "./check-talks.ts";
import type { RawPolicy, Rows } from "./rows.ts";
import type { CallLine, MailLine, SpanLine, UpdateLine, WitnessLine } from "./witness-line.ts";

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
/** What was under way when somebody took an alert: claimed before the commit, sent after it. */
const inFlightMilliseconds = 1_000;
/** So many messages a process can have sent and not yet written down when it dies, and so many the two have together. */
const inFlightOfOne = 4;
const inFlightOfAll = 2 * inFlightOfOne;

const alertingTap = /^a1:[\w-]{22}:G1:(bad|cantGoOn)$/;
const outcomeVerbs = ["helped", "planned", "handedOver", "notNeeded"];
/** An alert that becomes more serious, is given back or cannot reach its owner may ring others although somebody had it. */
const returns = [
  "raised",
  "undone",
  "undelivered",
  "steppedUndelivered",
  "ownerLeft",
  "caseWorkerChanged",
  "handOver",
];

const shortId = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
const referenceOf = (id: string) => id.slice(0, 6).toUpperCase();
const minutes = (n: number) => n * 60_000;

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
    ]),
    notifiedAfterAck: find("notified after somebody had it", notifiedAfterAck(facts, rows)),
    duplicates: duplicates + find("message without a row", strangers),
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

interface Span {
  readonly from: number;
  readonly at: number;
}

interface Facts {
  readonly updates: readonly UpdateLine[];
  readonly confirmed: readonly number[];
  /** Messages that were really made. */
  readonly made: readonly CallLine[];
  /** By the id in a button of an escalation: messages that were begun, made or not. */
  readonly about: ReadonlyMap<string, readonly CallLine[]>;
  /** By the same: taps. */
  readonly taps: ReadonlyMap<string, readonly UpdateLine[]>;
  /** By the reference of an escalation that is in them. */
  readonly mails: ReadonlyMap<string, readonly MailLine[]>;
  /** By the id in a button that opens a talk with somebody: taps. */
  readonly writes: ReadonlyMap<string, readonly UpdateLine[]>;
  readonly kills: readonly WitnessLine[];
  /** In their order. */
  readonly away: readonly SpanLine[];
  /** Calls for a chat that Telegram took and never answered: nothing else goes to that chat meanwhile. */
  readonly hung: ReadonlyMap<number, readonly Span[]>;
}

const making = ["sendMessage", "sendVoice", "sendPhoto", "sendLocation", "sendDocument"];
const escalationIn = (data: string) => (data.startsWith("e1:") ? data.split(":")[1] : undefined);
const verbIn = (data: string) => data.split(":")[2] ?? "";
const takes = ({ buttons }: CallLine) =>
  buttons?.some((data) => escalationIn(data) && verbIn(data) === "take");

function sort(lines: readonly WitnessLine[]): Facts {
  const updates = lines.filter((line) => line.what === "update");
  const calls = lines.filter((line) => line.what === "call");
  const begun = calls.filter(({ method }) => making.includes(method));
  const about = new Map<string, CallLine[]>();
  for (const call of begun) {
    const ids = new Set(call.buttons?.flatMap((data) => escalationIn(data) ?? []));
    // A list of several carries a button for each; an alert is about one.
    const [id] = ids.size === 1 ? ids : [];
    if (id) add(about, id, call);
  }
  const taps = new Map<string, UpdateLine[]>();
  const writes = new Map<string, UpdateLine[]>();
  for (const update of updates) {
    const id = update.tap && escalationIn(update.tap);
    if (id) add(taps, id, update);
    const [, person] = /^y3:([\w-]{22}):write$/.exec(update.tap ?? "") ?? [];
    if (person) add(writes, person, update);
  }
  const mails = new Map<string, MailLine[]>();
  for (const line of lines)
    if (line.what === "mail") for (const reference of new Set(line.references)) add(mails, reference, line);
  return {
    updates,
    confirmed: lines.flatMap((line) => (line.what === "confirmed" ? line.ids : [])),
    made: begun.filter(({ done }) => done),
    about,
    taps,
    mails,
    writes,
    kills: lines.filter((line) => line.what === "kill"),
    hung: Map.groupBy(
      calls.flatMap(({ fault, chat, begun, at }) =>
        fault === "hang" && chat ? [{ chat, from: begun, at }] : [],
      ),
      ({ chat }) => chat,
    ),
    away: lines.filter((line) => line.what === "away").sort((a, b) => a.from - b.from),
  };
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
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
    if (update.tap && alertingTap.test(update.tap) && !first.has(update.chat)) first.set(update.chat, update);
  const alumnusOf = new Map(rows.alumni.map(({ id, chat }) => [chat, id]));
  const escalationsOf = Map.groupBy(rows.escalations, ({ alumnusId }) => alumnusId);
  const staff = new Set(rows.staff.map(({ chat }) => chat));
  return [...first.values()].map(({ chat, at }) => {
    const escalations = escalationsOf.get(alumnusOf.get(chat) ?? "") ?? [];
    if (escalations.length === 0) return { chat, lost: "has no escalation" };
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

/** How much of a time lies in these spans, which are in their order, each moment counted once. */
function overlap(spans: readonly Span[], from: number, until: number): number {
  let sum = 0;
  let counted = from;
  for (const span of spans) {
    if (span.from >= until) break;
    const [begin, end] = [Math.max(counted, span.from), Math.min(until, span.at)];
    if (end <= begin) continue;
    sum += end - begin;
    counted = end;
  }
  return sum;
}

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
    const last = Math.max(row.openedAt, ...taps.map(({ at }) => at), ...ringsOf(facts, id));
    return now - last > 2 * longest + graceMilliseconds
      ? [`${id} (${state}) has rung nobody for too long`]
      : [];
  });
}

/** What lies there when all is calm: somebody's words that nobody handled, or an alert that nobody sends. */
const leftLying = ({ left, now }: Rows): string[] =>
  left.filter(({ since }) => since < now - graceMilliseconds).map(({ what }) => `${what} was left lying`);

/** Taken, and then nothing by whoever took it: it must ring again once the time for a contact has passed. */
function cameBackLate(facts: Facts, rows: Rows): string[] {
  const { chatOf, policyOf } = lookUps(rows);
  return rows.events.flatMap(({ escalationId, kind, caseWorkerId, at }) => {
    const policy = policyOf(escalationId);
    if (kind !== "take" || !policy) return [];
    const until = afterRunning(facts.away, at, minutes(policy.contactMinutes) + graceMilliseconds);
    if (until > rows.now) return [];
    const chat = chatOf.get(caseWorkerId ?? "");
    const goesOn = facts.taps
      .get(shortId(escalationId))
      ?.some((tap) => tap.chat === chat && tap.at > at && tap.at < until && verbIn(tap.tap ?? "") !== "take");
    const rings = ringsOf(facts, escalationId).some((moment) => moment > at && moment < until);
    return goesOn || rings ? [] : [`${escalationId} was taken, forgotten, and did not come back`];
  });
}

function lookUps(rows: Rows) {
  const byId = new Map(rows.escalations.map((row) => [row.id, row]));
  return {
    chatOf: new Map(rows.staff.map(({ id, chat }) => [id, chat])),
    policyOf: (id: string) => {
      const row = byId.get(id);
      return row?.policies?.[row.severity];
    },
  };
}

/** New alerts to others that were begun while somebody had it and its time for a contact ran. */
function notifiedAfterAck(facts: Facts, rows: Rows): string[] {
  const { chatOf, policyOf } = lookUps(rows);
  const eventsOf = Map.groupBy(rows.events, ({ escalationId }) => escalationId);
  const found = new Set<string>();
  for (const [id, events] of eventsOf)
    for (const [n, { kind, caseWorkerId, at }] of events.entries()) {
      if (kind !== "take") continue;
      const policy = policyOf(id);
      const expires = policy
        ? at + minutes(policy.contactMinutes) - inFlightMilliseconds
        : Number.POSITIVE_INFINITY;
      const later = events.slice(n + 1);
      const back = later.find(
        (event) => returns.includes(event.kind) || (event.kind === "stepped" && event.at >= expires),
      );
      const until = Math.min(back?.at ?? Number.POSITIVE_INFINITY, rows.now);
      const owner = chatOf.get(caseWorkerId ?? "");
      for (const call of facts.about.get(shortId(id)) ?? [])
        if (
          takes(call) &&
          call.chat !== owner &&
          call.begun > at + inFlightMilliseconds &&
          call.begun < until
        )
          found.add(
            `${id} to chat ${call.chat}, ${((call.begun - at) / 1_000).toFixed(1)} s after it was taken`,
          );
    }
  return [...found];
}

/** A message without a number that may be on a phone all the same: nobody knew whether a try of it had arrived. */
function mayHaveArrived({ line, state, about }: Rows["messages"][number]): boolean {
  if (line !== "chat") return false;
  // Said at most once; or still open.
  if (["unknown", "sending", "new"].includes(state)) return true;
  // Given up because somebody took it, or because it was refused when it was said again: after a try without an answer, or
  // after a death, which counts as no try.
  return (state === "dropped" && about !== null) || ["blocked", "undeliverable"].includes(state);
}

/** Messages that no row knows: each must be the second copy of one that a row knows, in the same chat and words. */
function repeated(facts: Facts, rows: Rows): { duplicates: number; strangers: string[] } {
  const known = new Set(rows.messages.map(({ chat, message }) => `${chat} ${message}`));
  const texts = new Set(
    facts.made
      .filter((call) => known.has(`${call.chat} ${call.message}`))
      .map((call) => `${call.chat} ${call.text}`),
  );
  const unsure = new Map<number, number>();
  for (const row of rows.messages)
    if (mayHaveArrived(row)) unsure.set(row.chat, (unsure.get(row.chat) ?? 0) + 1);
  let duplicates = 0;
  const strangers: string[] = [];
  for (const call of facts.made) {
    const words = `${call.chat} ${call.text}`;
    if (known.has(`${call.chat} ${call.message}`)) continue;
    const left = unsure.get(call.chat ?? 0) ?? 0;
    if (texts.has(words)) duplicates += 1;
    else if (left > 0) {
      unsure.set(call.chat ?? 0, left - 1);
      // A further one in the same words is a copy of this.
      texts.add(words);
    } else strangers.push(`message ${call.message} in chat ${call.chat}`);
  }
  return { duplicates, strangers };
}

/** The value that this part of the sorted list does not exceed, to the tenth; 0 for an empty list. */
function quantile(sorted: readonly number[], part: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
