import { rightToLeft } from "../i18n/language.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";
import { withColon } from "./write-section.ts";

/** Raised when a field of the machine-readable file changes its name or its meaning (docs/export.md). */
export const exportVersion = 2;

/** What the machine-readable file holds: moments are ISO 8601 in UTC, days are local calendar days. */
export function exportJson(sections: readonly Section[], madeAt: Date): string {
  const bySection = Object.fromEntries(sections.map(({ id, data }) => [id, data]));
  return `${JSON.stringify({ format: "in-beeld-export", version: exportVersion, madeAt, ...bySection }, null, 2)}\n`;
}

/** The same for people: one page that needs nothing from anywhere, in the reader's language and direction. */
export function exportHtml(sections: readonly Section[], { t, language }: Reader, moment: string): string {
  const dir = rightToLeft.has(language) ? "rtl" : "ltr";
  const title = escapeHtml(t("rights:export.title"));
  const body = sections.map((section) => htmlOf(section, t("rights:nothing"))).join("\n");
  return `<!doctype html>
<html lang="${language}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem}h2{margin-top:2rem}li{margin:.4rem 0;white-space:pre-line}b{font-weight:600}</style>
</head>
<body>
<h1>${title}</h1>
<p>${escapeHtml(t("rights:export.madeAt", { moment }))}</p>
${body}
</body>
</html>
`;
}

function htmlOf({ title, items }: Section, nothing: string): string {
  const lines = items.map(
    ({ label, text }) =>
      `<li>${label ? `<b><bdi>${escapeHtml(withColon(label))}</bdi></b> ` : ""}<bdi>${escapeHtml(text)}</bdi></li>`,
  );
  const list = lines.length > 0 ? `<ul>\n${lines.join("\n")}\n</ul>` : `<p>${escapeHtml(nothing)}</p>`;
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${list}\n</section>`;
}

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** People's words are never markup (security.md 13). */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? "");
