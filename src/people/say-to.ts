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
