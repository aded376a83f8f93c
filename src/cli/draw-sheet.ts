import { html, raw } from "hono/html";
import encodeQR from "qr";
import { formatMoment } from "../i18n/format-moment.ts";
import { type Language, rightToLeft } from "../i18n/language.ts";
import type { Say, Texts } from "../i18n/texts.ts";

/** What stands on one card. Of the person only the strip speaks, and it is cut off before the card is given. */
export interface Card {
  readonly link: string;
  readonly language: Language;
  /** The school, as the person knows it. */
  readonly school: string;
  /** The case worker who hands it over and who helps. */
  readonly worker: string;
  readonly expiresAt: Date;
  /** For the strip: a short name and the school's own number. */
  readonly name: string;
  readonly ownNumber: string;
}

export interface Sheet {
  readonly cards: readonly Card[];
  /** A card a page, or six on a page with lines to cut along. */
  readonly layout: "person" | "class";
  /** The organisation's language: the strip is read by staff. */
  readonly staffLanguage: Language;
  readonly timeZone: string;
  readonly now: Date;
}

const onPage = { person: 1, class: 6 } as const;

type Piece = ReturnType<typeof html>;

/**
 * Draws invitations as one HTML page to print on A4: self-contained, without a script or anything from elsewhere. Every value
 * is escaped by `hono/html`; nothing in a school's list can become a part of the page.
 */
export function drawSheet(texts: Texts, sheet: Sheet): string {
  const pages: Piece[] = [];
  const most = onPage[sheet.layout];
  for (let from = 0; from < sheet.cards.length; from += most)
    pages.push(
      html`<section class="page ${sheet.layout}">
${sheet.cards.slice(from, from + most).map((card) => drawCard(texts, sheet, card))}
</section>
`,
    );
  const t = texts(sheet.staffLanguage);
  return String(html`<!doctype html>
<html lang="${sheet.staffLanguage}" dir="${directionOf(sheet.staffLanguage)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${t("people:sheet.title")}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${t("people:sheet.title")}</h1>
${pages}</main>
</body>
</html>
`);
}

export const directionOf = (language: Language) => (rightToLeft.has(language) ? "rtl" : "ltr");

function drawCard(texts: Texts, sheet: Sheet, card: Card): Piece {
  const t = texts(card.language);
  const { worker } = card;
  const moment = formatMoment(card.language, sheet.timeZone, card.expiresAt, sheet.now);
  return html`<article class="card">
<div class="given" lang="${card.language}" dir="${directionOf(card.language)}">
<h2><bdi>${card.school}</bdi></h2>
<div class="body">
<ol>
<li>${t("people:sheet.what")}</li>
<li>${t("people:sheet.who", { worker })}</li>
<li>${t("people:sheet.how")}</li>
</ol>
<div class="qr">${drawCode(t, card.link)}</div>
</div>
<p class="small">${t("people:sheet.help", { worker })}</p>
<p class="small">${t("people:sheet.link")} <bdi class="link" dir="ltr">${card.link}</bdi></p>
<p class="small">${t("people:sheet.until", { moment })}</p>
</div>
${drawStrip(texts(sheet.staffLanguage), sheet.staffLanguage, card)}
</article>
`;
}

/** What staff need so that the right person gets the right card. */
function drawStrip(t: Say, language: Language, { name, ownNumber: number }: Card): Piece {
  return html`<div class="strip" lang="${language}" dir="${directionOf(language)}">
<span class="scissors" aria-hidden="true">✂</span>
<strong>${t("people:sheet.for", { name, number })}</strong>
<span class="small">${t("people:sheet.cut")}</span>
</div>`;
}

/** The code with its quiet zone of four modules; a seventh of it may be smudged. */
export function drawCode(t: Say, link: string) {
  const svg = encodeQR(link, "svg", { ecc: "medium", border: 4 });
  // The library's drawing has nothing of ours in it but dark squares; the label is escaped where it is put in.
  const label = html`<svg role="img" aria-label="${t("people:sheet.code")}" shape-rendering="crispEdges" `;
  return raw(svg.replace("<svg ", () => String(label)));
}

const style = `
@page { size: A4; margin: 10mm; }
* { box-sizing: border-box; margin: 0; }
body { font-family: "Noto Sans", "Segoe UI", Roboto, Arial, "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", Tahoma, sans-serif; color: #000; background: #fff; line-height: 1.35; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.page { width: 190mm; height: 277mm; margin: 0 auto; overflow: hidden; display: grid; break-inside: avoid; }
.page + .page { break-before: page; }
.page.class { grid-template: repeat(3, 1fr) / repeat(2, 1fr); }
.card { display: flex; flex-direction: column; overflow: hidden; break-inside: avoid; min-width: 0; min-height: 0; }
.class .card { outline: 0.3mm dashed #767676; outline-offset: -0.15mm; }
.given { flex: 1; min-height: 0; display: flex; flex-direction: column; overflow-wrap: anywhere; }
.body { display: flex; flex: 1; min-height: 0; align-items: center; }
.body ol { list-style: none; padding: 0; flex: 1; min-width: 0; display: grid; }
.qr { flex: none; } .qr svg { display: block; width: 100%; height: 100%; }
.link { font-family: "Noto Sans Mono", Consolas, "DejaVu Sans Mono", monospace; unicode-bidi: isolate; overflow-wrap: anywhere; }
.strip { border-top: 0.3mm dashed #767676; overflow-wrap: anywhere; }
.person .card { padding: 10mm; font-size: 14pt; }
.person .given { gap: 8mm; } .person .body { gap: 10mm; flex: none; } .person ol { gap: 6mm; }
.person .link { display: block; } .person h2 { font-size: 24pt; } .person li { font-size: 17pt; } .person .qr { width: 80mm; height: 80mm; }
.person .strip { padding-top: 6mm; display: grid; gap: 2mm; } .person .small { font-size: 13pt; }
.class .given { padding: 3mm 4mm 1mm; gap: 1mm; } .class .body { gap: 2mm; } .class ol { gap: 1mm; }
.class h2 { font-size: 10pt; line-height: 1.15; } .class li { font-size: 9pt; line-height: 1.25; }
.class .qr { width: 37mm; height: 37mm; } .class .small { font-size: 7pt; line-height: 1.2; }
.class .strip { padding: 1mm 4mm 2mm; font-size: 8pt; line-height: 1.2; display: grid; }
@media screen { body { background: #e8e8e8; } .page { background: #fff; margin-block: 10mm; } }
`;
