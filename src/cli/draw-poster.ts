import { html, raw } from "hono/html";
import type { Language } from "../i18n/language.ts";
import type { Texts } from "../i18n/texts.ts";
import { directionOf, drawCode } from "./draw-sheet.ts";

export interface Poster {
  readonly link: string;
  readonly school: string;
  readonly language: Language;
}

/**
 * Draws the poster by which parents come to ask, one language large, as a page to print on A4: self-contained, without a script or
 * anything from elsewhere.
 */
export function drawPoster(texts: Texts, { link, school, language }: Poster): string {
  const t = texts(language);
  return String(html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${t("questions:poster.title")}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<p class="school"><bdi>${school}</bdi></p>
<h1>${t("questions:poster.title")}</h1>
<div class="qr">${drawCode(t, link)}</div>
<p class="how">${t("questions:poster.how")}</p>
<p class="link"><bdi dir="ltr">${link}</bdi></p>
<ul>
<li>🎙 ${t("questions:poster.voice")}</li>
<li>🤖 ${t("questions:poster.robot")}</li>
<li>🙂 ${t("questions:poster.name")}</li>
</ul>
</main>
</body>
</html>
`);
}

const style = `
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; margin: 0; }
body { font-family: "Noto Sans", "Noto Sans Ethiopic", "Segoe UI", Roboto, Arial, "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", Tahoma, sans-serif; color: #000; background: #fff; line-height: 1.35; }
main { width: 186mm; min-height: 272mm; margin: 0 auto; padding: 6mm; display: flex; flex-direction: column; align-items: center; gap: 7mm; text-align: center; overflow-wrap: anywhere; }
.school { font-size: 20pt; }
h1 { font-size: 38pt; line-height: 1.15; }
.qr { width: 95mm; height: 95mm; } .qr svg { display: block; width: 100%; height: 100%; }
.how { font-size: 20pt; font-weight: 700; }
.link { font-family: "Noto Sans Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: 13pt; }
ul { list-style: none; padding: 0; display: grid; gap: 4mm; font-size: 18pt; text-align: start; }
@media screen { body { background: #e8e8e8; } main { background: #fff; margin-block: 10mm; } }
`;
