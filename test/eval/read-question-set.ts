import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "../../src/i18n/language.ts";

const texts = z.array(z.string().trim().min(1)).min(1);
const questionSet = z.strictObject({
  /** Questions, with the item that answers them; two where either would. */
  items: z
    .array(z.strictObject({ question: z.string().trim().min(1), ids: z.array(z.string()).min(1) }))
    .min(1),
  /** What the list cannot answer. */
  outside: texts,
  /** What is a worry about one's own child, and what tells of danger, rather than a question. */
  worry: texts,
  crisis: texts,
});
export type QuestionSet = z.infer<typeof questionSet>;

/** Our own development questions of a language, written without a look at the items' phrasings: `questions/<language>.json`. */
export const readQuestionSet = (language: Language): QuestionSet =>
  questionSet.parse(
    JSON.parse(readFileSync(new URL(`./questions/${language}.json`, import.meta.url), "utf8")),
  );
