import { formInContext } from "../i18n/find-standings.ts";
import type { Say } from "../i18n/texts.ts";
import { isAsker, type PersonView } from "./store.ts";

/**
 * The texts of a language for whoever this is. A parent is spoken to more politely than an alumnus: where a text has a form for
 * whoever asks (`begun_asker` beside `begun`), they read that one.
 */
export function sayTo(t: Say, { row }: Pick<PersonView, "row">): Say {
  if (!isAsker(row)) return t;
  const said = (key: string, values: Readonly<Record<string, unknown>> = {}) =>
    t(key as "telegram:start.again", { ...values, context: "asker" } as never);
  return said as unknown as Say;
}

/** The key of what they read of a text with two forms: what is checked and what is recorded of one is not of the other. */
export const keySaidTo = (key: string, { row }: Pick<PersonView, "row">): string =>
  formInContext(key, isAsker(row) ? "asker" : undefined);
