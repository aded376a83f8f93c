import { isolate } from "../i18n/isolate.ts";
import { rightToLeft } from "../i18n/language.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";

/** A question has its own sign at the end. */
export const withColon = (label: string) => (/[?؟.!…]$/.test(label) ? label : `${label}:`);

/** A section as a message: its title, and a line for each thing. */
export function writeSection({ title, items }: Section, { t, language }: Reader): string {
  const whole = (value: string) => (rightToLeft.has(language) ? isolate(value) : value);
  const lines = items.map(
    ({ label, text }) => `• ${label ? `${whole(withColon(label))} ` : ""}${whole(text)}`,
  );
  return [title, ...(lines.length > 0 ? lines : [t("rights:nothing")])].join("\n");
}
