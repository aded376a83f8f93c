import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import type { AlumnusView, PersonRow } from "../people/store.ts";
import type { RetentionClass } from "./decide-retention.ts";

/** A line of what is held, in the reader's language; `label` is what it is about. */
export interface Item {
  readonly label?: string;
  readonly text: string;
}

/** One subject of what is held of a person: for a human in `items`, for a machine in `data` (docs/export.md). */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
  readonly data: unknown;
}

/** For whom it is put into words. */
export interface Reader {
  readonly t: Say;
  readonly language: Language;
  readonly timeZone: string;
}

/** What goes on being readable while a human still works on something that was open at the erasure. */
export interface Keep {
  /** Own words that nobody has read yet, said in a crisis. */
  readonly wordsIds: readonly string[];
}

/** How far retention goes in one turn: what is older than `before`, of this organisation where the class has one, at most so many. */
export interface RetentionRun {
  readonly organisationId: string | undefined;
  readonly before: Date;
  readonly most: number;
}

/**
 * What a room holds of people, so that rights/ can show, erase and clear it without knowing the room's tables. Every room
 * that stores something about somebody has one, and it stands in rights/personal-parts.ts.
 */
export interface PersonalPart {
  readonly name: string;
  /** All that the room holds of this person, opened. The caller has asked `may` and writes the access log. */
  readonly gather?: (work: Work, view: AlumnusView, reader: Reader) => Promise<readonly Section[]>;
  /** Empties what the room holds of this person, a young one or somebody who asks, but for `keep`, and returns the ids of data keys that it destroyed. */
  readonly erase?: (work: Work, row: PersonRow, keep: Keep | undefined) => Promise<readonly string[]>;
  /** Empties what the room holds of a chat, whoever is behind it; `updateId` is the update that asked for it, being handled now. */
  readonly eraseChat?: (
    work: Work,
    chatId: number,
    updateId: number | undefined,
  ) => Promise<readonly string[]>;
  /** Removes what has been kept long enough, and returns how many. */
  readonly retain?: Partial<Record<RetentionClass, (work: Work, run: RetentionRun) => Promise<number>>>;
}
