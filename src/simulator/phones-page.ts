import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import { autonyms, type Language, languages, rightToLeft } from "../i18n/language.ts";
import { firstNameOf } from "./cast.ts";
import { icons } from "./icons.ts";
import { phonePanel } from "./phone-panel.ts";
import { pageWords, phoneWords } from "./phone-words.ts";
import { parts, type Rehearsal } from "./rehearsal.ts";
import { dialogs, namesIn, timePanel } from "./time-panel.ts";

// Read once and put into the page: a page that is open when the demo ends stays as it is.
const STYLE = raw(["page.css", "phones.css", "messages.css", "time.css"].map(read).join("\n"));

/** The page with the phones; the chats come later, over the event stream. `nonce` is for its style and script. */
export function phonesPage(rehearsal: Rehearsal, language: Language, nonce: string) {
  const t = rehearsal.texts(language);
  const people = rehearsal.people();
  const words = {
    page: pageWords(t),
    phones: Object.fromEntries(people.map(({ id, language }) => [id, phoneWords(rehearsal.texts(language))])),
  };
  const tab = (panel: string, isFirst: boolean, label: unknown) =>
    html`<button type="button" role="tab" id="tab-${panel}" aria-controls="${panel}" aria-selected="${isFirst}"
          tabindex="${isFirst ? 0 : -1}">${label}</button>`;
  return html`<!doctype html>
<html lang="${language}" dir="${rightToLeft.has(language) ? "rtl" : "ltr"}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${t("simulator:page.title")}</title>
    <style nonce="${nonce}">${STYLE}</style>
  </head>
  <body data-time-zone="${rehearsal.timeZone}" data-world="${rehearsal.world()}">
    <header class="top">
      <span class="logo" aria-hidden="true">${icons.logo}</span>
      <div>
        <h1 lang="nl">In Beeld</h1>
        <p class="what">${t("simulator:page.what")}</p>
      </div>
      <nav class="languages" aria-label="${t("simulator:page.language")}">${languages.map(
        (code) =>
          html`<a href="?language=${code}" lang="${code}" hreflang="${code}" ${code === language ? raw('aria-current="true"') : ""}>${autonyms[code]}</a>`,
      )}</nav>
      <p id="problem" role="alert"></p>
    </header>
    <div class="tabs" role="tablist" aria-label="${t("simulator:page.phones")}">
      ${people.map(({ id, name }, index) =>
        tab(
          `phone-${id}`,
          index === 0,
          html`<span dir="auto">${firstNameOf(name)}</span><span class="badge" hidden></span>`,
        ),
      )}
      ${tab("time", false, html`${icons.clock}<span>${t("simulator:clock.title")}</span>`)}
    </div>
    <main>
      <div class="phones">${people.map((person) =>
        phonePanel(person, t, language, rehearsal.texts(person.language)),
      )}</div>
      ${timePanel(t, rehearsal.steps(), namesIn(people, parts))}
    </main>
    ${dialogs(t, language, people)}
    <script type="application/json" id="words">${raw(JSON.stringify(words).replaceAll("<", "\\u003c"))}</script>
    <script nonce="${nonce}" type="module" src="/phones/client/main.js"></script>
  </body>
</html>`;
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
