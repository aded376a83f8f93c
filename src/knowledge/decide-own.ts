import type { Language } from "../i18n/language.ts";
import { decideShown } from "./decide-shown.ts";
import type { ItemFacts } from "./item.ts";
import type { OwnItem } from "./own-item.ts";

/** What an organisation, or the region above it, has said about an item; approved by a second person. */
export interface Entry {
  readonly itemId: string;
  readonly kind: "confirm" | "replace" | "add" | "withdraw";
  readonly content: OwnItem | null;
}

/** A text of an item that somebody reads. */
export interface ItemWords {
  readonly question: string;
  readonly answer: string;
}

/** An item as it may be shown here. */
export interface Shown {
  readonly facts: ItemFacts;
  /** The own answer or item; undefined for ours. */
  readonly own: OwnItem | undefined;
}

/**
 * The items that may be shown to this reader at an organisation on a local day (`2026-11-26`), with what it says about them.
 * `entries`: of each item the ones that count, a school's own behind its region's, so that the own one wins. A replaced answer ends
 * when it says so; then nothing is shown, for ours was not true there. Pure.
 */
export function decideOwn(
  items: Iterable<ItemFacts>,
  entries: readonly Entry[],
  given: { readonly today: string; readonly reader: "parent" | "alumnus" },
): ReadonlyMap<string, Shown> {
  const said = new Map(entries.map((entry) => [entry.itemId, entry]));
  const confirmed = new Set(entries.filter(({ kind }) => kind === "confirm").map(({ itemId }) => itemId));
  const shown = new Map<string, Shown>();
  const isOver = (own: OwnItem) => own.validUntil !== undefined && given.today > own.validUntil;
  for (const facts of items) {
    const entry = said.get(facts.id);
    if (entry?.kind === "withdraw") continue;
    if (entry?.kind === "replace" && entry.content) {
      if (!facts.for.includes(given.reader) || isOver(entry.content)) continue;
      shown.set(facts.id, { facts, own: entry.content });
      continue;
    }
    if (decideShown(facts, { ...given, confirmed }) === undefined)
      shown.set(facts.id, { facts, own: undefined });
  }
  // A yes is about ours alone: of an own item it takes nothing away.
  const added = new Map(
    entries.filter(({ kind }) => kind !== "confirm").map((entry) => [entry.itemId, entry] as const),
  );
  for (const { itemId: id, kind, content } of added.values()) {
    if (kind !== "add" || !content?.topic || isOver(content)) continue;
    const facts: ItemFacts = {
      ...{ id, topic: content.topic, for: content.for ?? ["parent"], scope: "school" },
      ...{ source: content.source, checked: content.checked, flags: [], related: [] },
      ...(content.validUntil === undefined ? {} : { validUntil: content.validUntil }),
    };
    if (facts.for.includes(given.reader)) shown.set(id, { facts, own: content });
  }
  return shown;
}

/** An own text in a language, or undefined: then what is said in another language is offered. */
export function ownWordsIn(
  own: OwnItem,
  language: Language,
  question: string | undefined,
): ItemWords | undefined {
  const text = own.texts[language];
  const asked = text?.question ?? question;
  return text && asked !== undefined ? { question: asked, answer: text.answer } : undefined;
}
