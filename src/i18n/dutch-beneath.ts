import { mustBeChecked } from "./checked-texts.ts";
import { formInContext, isReviewed } from "./find-standings.ts";
import { isolate } from "./isolate.ts";
import { type Language, rightToLeft } from "./language.ts";
import type { Say, Texts } from "./texts.ts";

/** Writes a message in a language. `uses` is told of texts that do not come from `texts`, such as a question's. */
export type Write = (
  texts: Texts,
  language: Language,
  uses: (key: string) => void,
) => Promise<string> | string;

/**
 * A message in somebody's language. When a text in it must have been checked (`checkedTexts`) and no native speaker has, the
 * whole message stands beneath it in Dutch, after a line that says so: whoever helps can read what is meant.
 */
export async function withDutchBeneath(
  texts: Texts,
  language: Language,
  write: Write,
  isChecked: (language: Language, key: string) => boolean = isReviewed,
): Promise<string> {
  let unchecked = false;
  const uses = (key: string) => {
    if (mustBeChecked(key) && !isChecked(language, key)) unchecked = true;
  };
  const watched: Texts = (asked) => (asked === language ? watch(texts(asked), uses) : texts(asked));
  const text = await write(watched, language, uses);
  if (language === "nl" || !unchecked) return text;
  const inDutch = await write(texts, "nl", () => undefined);
  return beneath(texts, language, text, inDutch);
}

/** One text that must have been checked, with the Dutch beneath it where nobody has: `checkedText(texts, language, "people:stop.done")`. */
export function checkedText(
  texts: Texts,
  language: Language,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const textIn = (one: Language) => texts(one)(key as "telegram:start.again", values as never);
  const text = textIn(language);
  const said = formInContext(key, values.context);
  if (!mustBeChecked(said) || isReviewed(language, said)) return text;
  return beneath(texts, language, text, textIn("nl"));
}

/** In a message that runs to the left each Dutch line keeps its own direction, or its full stop would come first. */
const beneath = (texts: Texts, language: Language, text: string, inDutch: string): string =>
  [
    ...[text, "", texts(language)("delivery:unchecked")],
    rightToLeft.has(language) ? isolate(inDutch) : inDutch,
  ].join("\n");

function watch(t: Say, uses: (key: string) => void): Say {
  const said = (key: string, values?: Readonly<Record<string, unknown>>) => {
    uses(formInContext(key, values?.context));
    return t(key as "telegram:start.again", values as never);
  };
  return said as unknown as Say;
}
