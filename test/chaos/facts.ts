import { readCanary } from "./canary.ts";
import type { Rows } from "./rows.ts";
import type { CallLine, MailLine, SpanLine, UpdateLine, WitnessLine } from "./witness-line.ts";

export const shortId = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
export const referenceOf = (id: string) => id.slice(0, 6).toUpperCase();
export const minutes = (n: number) => n * 60_000;

export interface Span {
  readonly from: number;
  readonly at: number;
}

/** The witness log, sorted by what it is about. */
export interface Facts {
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
  /** By the only reference in their text: messages that were begun, with buttons or without. */
  readonly naming: ReadonlyMap<string, readonly CallLine[]>;
  /** By chat: messages with the numbers for a crisis that were made. */
  readonly numbers: ReadonlyMap<number, readonly CallLine[]>;
  /** By the id in a button that opens a talk with somebody: taps. */
  readonly writes: ReadonlyMap<string, readonly UpdateLine[]>;
  /** By the chat of a young person: what they and the staff wrote in a talk with them. */
  readonly talked: ReadonlyMap<number, readonly UpdateLine[]>;
  readonly kills: readonly WitnessLine[];
  /** In their order. */
  readonly away: readonly SpanLine[];
  /** Calls for a chat that Telegram took and never answered: nothing else goes to that chat meanwhile. */
  readonly hung: ReadonlyMap<number, readonly Span[]>;
}

const making = ["sendMessage", "sendVoice", "sendPhoto", "sendLocation", "sendDocument"];
export const escalationIn = (data: string) => (data.startsWith("e1:") ? data.split(":")[1] : undefined);
export const verbIn = (data: string) => data.split(":")[2] ?? "";
export const takes = ({ buttons }: CallLine) =>
  buttons?.some((data) => escalationIn(data) && verbIn(data) === "take");

/** Reads the witness log once for all questions. */
export function sort(lines: readonly WitnessLine[]): Facts {
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
  const naming = new Map<string, CallLine[]>();
  for (const call of begun) {
    const [reference, ...more] = new Set(call.references);
    if (reference && more.length === 0) add(naming, reference, call);
  }
  const taps = new Map<string, UpdateLine[]>();
  const writes = new Map<string, UpdateLine[]>();
  const talked = new Map<number, UpdateLine[]>();
  for (const update of updates) {
    const id = update.tap && escalationIn(update.tap);
    if (id) add(taps, id, update);
    const [, person] = /^y3:([\w-]{22}):write$/.exec(update.tap ?? "") ?? [];
    if (person) add(writes, person, update);
    for (const word of update.canaries ?? []) add(talked, readCanary(word).person, update);
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
    naming,
    numbers: Map.groupBy(
      begun.filter(({ done, numbers }) => done && numbers),
      ({ chat }) => chat ?? 0,
    ),
    writes,
    talked,
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

/** Chats of the staff, and the rules that an escalation goes by. */
export function lookUps(rows: Rows) {
  const byId = new Map(rows.escalations.map((row) => [row.id, row]));
  const chatOfPerson = new Map(rows.alumni.map(({ id, chat }) => [id, chat]));
  return {
    chatOf: new Map(rows.staff.map(({ id, chat }) => [id, chat])),
    personOf: (id: string) => chatOfPerson.get(byId.get(id)?.alumnusId ?? ""),
    policyOf: (id: string) => {
      const row = byId.get(id);
      return row?.policies?.[row.severity];
    },
  };
}

/** How much of a time lies in these spans, which are in their order, each moment counted once. */
export function overlap(spans: readonly Span[], from: number, until: number): number {
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
