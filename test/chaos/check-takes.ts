import { type Facts, lookUps, minutes, referenceOf, shortId, takes } from "./facts.ts";
import type { Rows } from "./rows.ts";
import { mailboxOf } from "./witness-line.ts";

/** What was under way when somebody took an alert: claimed before the commit, sent after it. */
const inFlightMilliseconds = 1_000;
/** A mail is taken by its server some time after it was begun, and only the taking is witnessed. */
const mailInFlightMilliseconds = 5_000;

/** An alert that becomes more serious, is given back or cannot reach its owner may ring others although somebody had it. */
export const returns = [
  "raised",
  "undone",
  "undelivered",
  "steppedUndelivered",
  "ownerLeft",
  "caseWorkerChanged",
  "handOver",
];

/** References that are those of one escalation alone. */
export function clearReferences({ escalations }: Rows): ReadonlySet<string> {
  const counts = Map.groupBy(escalations, ({ id }) => referenceOf(id));
  return new Set([...counts].flatMap(([reference, of]) => (of.length === 1 ? [reference] : [])));
}

/** Somebody had it from then until it expired or came back. */
interface Hold {
  readonly id: string;
  readonly owner: number | undefined;
  readonly from: number;
  readonly until: number;
}

function holdsOf(rows: Rows): Hold[] {
  const { chatOf, policyOf } = lookUps(rows);
  const eventsOf = Map.groupBy(rows.events, ({ escalationId }) => escalationId);
  return [...eventsOf].flatMap(([id, events]) =>
    events.flatMap(({ kind, caseWorkerId, at }, n) => {
      if (kind !== "take") return [];
      const policy = policyOf(id);
      const expires = policy
        ? at + minutes(policy.contactMinutes) - inFlightMilliseconds
        : Number.POSITIVE_INFINITY;
      const back = events
        .slice(n + 1)
        .find((event) => returns.includes(event.kind) || (event.kind === "stepped" && event.at >= expires));
      const until = Math.min(back?.at ?? Number.POSITIVE_INFINITY, rows.now);
      return [{ id, owner: chatOf.get(caseWorkerId ?? ""), from: at, until }];
    }),
  );
}

/** New messages and mails about it to others that were begun while somebody had it and its time for a contact ran. */
export function notifiedAfterAck(facts: Facts, rows: Rows): string[] {
  const staff = new Set(rows.staff.map(({ chat }) => chat));
  const clear = clearReferences(rows);
  const found = new Set<string>();
  for (const { id, owner, from, until } of holdsOf(rows)) {
    const find = (whom: string, at: number) =>
      found.add(`${id} to ${whom}, ${((at - from) / 1_000).toFixed(1)} s after it was taken`);
    const isLate = (at: number, allowed: number) => at > from + allowed && at < until;
    const named = clear.has(referenceOf(id)) ? (facts.naming.get(referenceOf(id)) ?? []) : [];
    const ownTaps = facts.taps.get(shortId(id)) ?? [];
    for (const call of new Set([...(facts.about.get(shortId(id)) ?? []).filter(takes), ...named])) {
      const { chat = 0, begun } = call;
      if (chat === owner || !staff.has(chat) || !isLate(begun, inFlightMilliseconds)) continue;
      // Whoever tapped it themselves asked for the answer.
      const isAnswer = !takes(call) && ownTaps.some((tap) => tap.chat === chat && tap.at <= begun);
      if (!isAnswer) find(`chat ${chat}`, begun);
    }
    if (!clear.has(referenceOf(id))) continue;
    for (const { to, at } of facts.mails.get(referenceOf(id)) ?? [])
      if (to !== mailboxOf(owner ?? 0) && isLate(at, mailInFlightMilliseconds)) find(`mailbox ${to}`, at);
  }
  return [...found];
}
