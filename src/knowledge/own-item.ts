import { z } from "zod";
import { languages } from "../i18n/language.ts";
import { topics } from "./item.ts";

const words = z.string().trim().min(1);
const day = z.iso.date();

/** What an organisation says in a language. */
const ownText = z.strictObject({
  question: words.max(90).optional(),
  answer: words.max(1_500),
  /** Other ways in which it is asked. */
  phrasings: z.array(words).default([]),
});

/** An own answer of an organisation, or an item of its own: with topic, questions and for whom. */
export const ownItem = z.strictObject({
  // Whoever has no words in their own language is offered the Dutch.
  texts: z.partialRecord(z.enum(languages), ownText).refine((texts) => texts.nl !== undefined, {
    path: ["nl"],
    error: "an answer in Dutch is needed, whatever other languages there are",
  }),
  source: words,
  checked: day,
  validUntil: day.optional(),
  topic: z.enum(topics).optional(),
  for: z
    .array(z.enum(["parent", "alumnus"]))
    .min(1)
    .optional(),
});
export type OwnItem = z.infer<typeof ownItem>;
