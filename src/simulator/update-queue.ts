import type { Update } from "@grammyjs/types";
import { type Changes, createChanges } from "./changes.ts";

/** The name of one kind of update, as in `allowed_updates`. */
export type UpdateKind = Exclude<keyof Update, "update_id">;

/** An update that has no number yet. */
export type NewUpdate = Omit<Update, "update_id">;

/** The updates the bot has not confirmed yet, oldest first. */
export interface UpdateQueue {
  readonly arrivals: Changes;
  /** Numbers and keeps the update; undefined when the bot did not ask for its kind. */
  push(update: NewUpdate): Update | undefined;
  pending(): readonly Update[];
  /** Forgets every update with a number below `offset`. */
  confirmBelow(offset: number): void;
  /** Forgets all but the newest `count`. */
  keepNewest(count: number): void;
  /** Forgets this one update: what a webhook does that answered 2xx. */
  confirm(updateId: number): void;
  clear(): void;
  /** Remembers the kinds the bot wants from now on; an empty list means the usual kinds. */
  allow(kinds: readonly string[]): void;
  allowed(): readonly string[];
  /** What waits, and the number of the next one, for keeping. */
  saved(): SavedUpdates;
}

/** What is kept of the updates beyond the life of a process. */
export interface SavedUpdates {
  readonly nextId: number;
  readonly waiting: readonly Update[];
}

/** Hears of each update before the bot can, and of each that the bot has confirmed at the moment at which it is forgotten. */
export interface UpdateWatch {
  kept(update: Update): void;
  confirmed(ids: readonly number[]): void;
}

/** Kinds that Telegram sends only to a bot that names them. */
const ONLY_WHEN_ASKED: readonly string[] = ["chat_member", "message_reaction", "message_reaction_count"];

/** Not 1: a bot that takes a small number for "no update yet" must be found out. */
const FIRST_UPDATE_ID = 700_000_001;

/** An empty queue for the usual kinds of update, or one as it was saved. */
export function createUpdateQueue(saved?: SavedUpdates, watch?: UpdateWatch): UpdateQueue {
  let waiting: Update[] = [...(saved?.waiting ?? [])];
  let nextId = saved?.nextId ?? FIRST_UPDATE_ID;
  let kinds: readonly string[] = [];
  const arrivals = createChanges();
  const wants = (kind: string) =>
    kinds.length === 0 ? !ONLY_WHEN_ASKED.includes(kind) : kinds.includes(kind);
  const forget = (isConfirmed: (update: Update) => boolean) => {
    const confirmed = waiting.filter(isConfirmed);
    if (confirmed.length === 0) return;
    waiting = waiting.filter((update) => !isConfirmed(update));
    watch?.confirmed(confirmed.map(({ update_id }) => update_id));
  };
  return {
    arrivals,
    push(update) {
      if (!Object.keys(update).every(wants)) return undefined;
      const numbered: Update = { update_id: nextId, ...update };
      nextId += 1;
      watch?.kept(numbered);
      waiting.push(numbered);
      arrivals.notify();
      return numbered;
    },
    pending: () => waiting,
    confirmBelow(offset) {
      forget((update) => update.update_id < offset);
    },
    keepNewest(count) {
      waiting = waiting.slice(-count);
    },
    confirm(updateId) {
      forget((update) => update.update_id === updateId);
    },
    clear() {
      waiting = [];
    },
    allow(wanted) {
      kinds = [...wanted];
    },
    allowed: () => kinds,
    saved: () => ({ nextId, waiting }),
  };
}
