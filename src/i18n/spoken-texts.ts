import { createHash } from "node:crypto";
import { dutchTexts } from "./find-standings.ts";
import type { Language } from "./language.ts";
import { isOfItem } from "./read-items.ts";
import { among } from "./text-paths.ts";

/** Texts that a message says and that may have been recorded, in this order. */
export interface Spoken {
  readonly language: Language;
  readonly texts: readonly {
    readonly key: string;
    /** The hash of the words where they may be others than today's (`wordsHash`). */
    readonly words?: string;
    /** Left out where it was not recorded; without this, all of the message can be listened to or nothing of it. */
    readonly isOptional?: true;
  }[];
}

/** These texts in this language, with today's words. Throws for a text that cannot be recorded: a programming fault. */
export function spokenIn(language: Language, ...keys: readonly string[]): Spoken {
  for (const key of keys) if (!canBeSpoken(key)) throw new Error(`${key} cannot be recorded`);
  return { language, texts: keys.map((key) => ({ key })) };
}

/** The same texts, of which one that was not recorded is left out. */
export const optionallySpoken = (language: Language, keys: readonly string[]): Spoken["texts"] =>
  spokenIn(language, ...keys).texts.map((text) => ({ ...text, isOptional: true }));

/** What somebody must understand before they tap, and what matters when it is read alone: it can be recorded and listened to. */
const isNamed = among({
  checkin: [
    "crisis.heard",
    "crisis.heard_asker",
    "crisis.shared",
    "flow.opening",
    "flow.openingFor",
    "flow.openingShared",
  ],
  people: [
    ...([
      "agreement.words.alumnus",
      "link.firstQuestion",
      "link.offer",
      "link.parent",
      "link.parentShared",
    ] as const),
    ...(["link.phone", "link.robot", "silent.ask", "sixteen.ask", "sixteen.askShared"] as const),
    ...(["stop.done", "tidy.ask"] as const),
    ...(["number.for.emergency", "number.for.suicide", "number.for.suicide_asker"] as const),
    ...(["number.for.violence", "number.for.child"] as const),
    ...(["number.ownDoctor", "number.ownDoctor_asker"] as const),
  ],
  programme: ["reoffer.shared", "reoffer.text"],
  questions: [
    ...(["human.ask", "phone.ask", "stop.done", "unknown.ask", "unknown.voice"] as const),
    ...(["welcome.company", "welcome.reads", "welcome.robot"] as const),
    ...(["worry.about", "worry.call", "worry.knows", "worry.level", "worry.words"] as const),
  ],
  talk: ["begun", "safe.ask"],
});
/** What a case worker sends by tapping. */
const isSentence = (key: string) => /^talk:sentence\.\w+$/.test(key);
const isPrompt = (key: string) => /^checkin:question\.\w+\.(prompt|soft)$/.test(key);
/** What a parent asked for stands on the button that they tapped: only the answer is read aloud. */
const isAnswer = (key: string) => isOfItem(key) && key.endsWith(".answer");

/** Whether a text can have a recording, by its key. */
export const canBeSpoken = (key: string): boolean =>
  isNamed(key) || isPrompt(key) || isSentence(key) || isAnswer(key);

/** The keys of all texts that can have a recording. */
export const spokenKeys: readonly string[] = [...dutchTexts.keys()].filter(canBeSpoken);

/** What stands for a text in a button: eight letters and digits. */
export const spokenCode = (key: string): string =>
  createHash("sha256").update(key).digest("hex").slice(0, codeLength);
const codeLength = 8;
const byCode = new Map(spokenKeys.map((key) => [spokenCode(key), key]));

/** The keys behind codes that stand one after another, as in a button; what is no code is left out. */
export const keysOfCodes = (codes: string): string[] =>
  (codes.match(new RegExp(`.{${codeLength}}`, "g")) ?? []).flatMap((code) => byCode.get(code) ?? []);
