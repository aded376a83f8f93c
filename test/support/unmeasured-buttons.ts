import { translatedTexts } from "../../src/i18n/find-standings.ts";
import { languages } from "../../src/i18n/language.ts";
import { limitOf } from "../../src/i18n/text-limits.ts";

interface Call {
  readonly params: Readonly<Record<string, unknown>>;
}

let keysOf: ReadonlyMap<string, readonly string[]> | undefined;

/** Which texts say exactly this, in any language. */
function readKeys(): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const language of languages)
    for (const [key, forms] of translatedTexts(language))
      for (const [, text] of forms) keys.set(text, [...(keys.get(text) ?? []), key]);
  return keys;
}

const labelsOf = ({ params }: Call): string[] => {
  const { inline_keyboard: rows } = (params.reply_markup ?? {}) as {
    readonly inline_keyboard?: readonly (readonly { readonly text: string }[])[];
  };
  return (rows ?? []).flat().map(({ text }) => text);
};

/**
 * The texts that stood on a button and for which nobody says how long they may be on one (`text-limits.ts`): in some language they
 * would be cut off on a small phone, and no check would tell.
 */
export function unmeasuredButtons(calls: readonly Call[]): string[] {
  keysOf ??= readKeys();
  const known = keysOf;
  const labels = new Set(calls.flatMap(labelsOf));
  const found = [...labels].flatMap((label) => {
    const keys = known.get(label) ?? [];
    const isMeasured = keys.some((key) => limitOf(key)?.what.startsWith("a button"));
    return keys.length === 0 || isMeasured ? [] : [`${label} (${keys.join(", ")})`];
  });
  return found.sort();
}
