import type { Language } from "../../i18n/language.ts";
import type { StaffedHours } from "./is-staffed.ts";

const days = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** `ma–vr 08:00–17:00, za 10:00–12:00`: staffed hours in a language, days with the same hours together; empty for none. */
export function sayHours(language: Language, hours: StaffedHours): string {
  // 5 January 2026 was a Monday; short names in Arabic are whole ones.
  const name = (day: number) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
      weekday: "short",
      timeZone: "UTC",
    }).format(new Date(Date.UTC(2026, 0, 4 + day)));
  const parts: { from: number; until: number; spans: string }[] = [];
  for (const [index, day] of days.entries()) {
    const spans = [...(hours[day] ?? [])]
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map(({ from, to }) => `${from}–${to}`)
      .join(", ");
    if (spans === "") continue;
    const last = parts.at(-1);
    if (last?.until === index && last.spans === spans) last.until = index + 1;
    else parts.push({ from: index + 1, until: index + 1, spans });
  }
  return parts
    .map(({ from, until, spans }) =>
      from === until ? `${name(from)} ${spans}` : `${name(from)}–${name(until)} ${spans}`,
    )
    .join(", ");
}
