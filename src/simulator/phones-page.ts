import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";

/** One phone on the page. */
export interface PhoneOnPage {
  /** The number of the person, as in `simulator.phone`. */
  id: number;
  title: string;
  subtitle: string;
  dir: "ltr" | "rtl";
  /** The language of the phone's own words; English when left out. */
  lang?: string;
  /** What the START button sends along: the token of an invitation. */
  startPayload?: string;
  /** The phone's own words, where they differ from English. */
  labels?: Partial<PhoneLabels>;
}

/** The words on the phone itself. */
export interface PhoneLabels {
  start: string;
  send: string;
  write: string;
  voice: string;
  block: string;
  unblock: string;
  edited: string;
}

const ENGLISH: PhoneLabels = {
  start: "Start",
  send: "Send",
  write: "Message",
  voice: "Send a voice message of 5 seconds",
  block: "Block the bot",
  unblock: "Unblock the bot",
  edited: "edited",
};

// Read once and put into the page: the policy then needs no other source than the page itself.
const STYLE = raw(read("phones.css") + read("messages.css"));
const SCRIPT = raw(read("phones-client.js"));

// Drawn, not an emoji: not every machine has a font for those.
const MICROPHONE = raw(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 15a4 4 0 0 0 4-4V6a4 4 0 0 0-8 0v5a4 4 0 0 0 4 4z"/>' +
    '<path d="M19 11h-2a5 5 0 0 1-10 0H5a7 7 0 0 0 6 6.9V21h2v-3.1a7 7 0 0 0 6-6.9z"/></svg>',
);

/** The page with the phones; the chats come later, over the event stream. `nonce` is for its style and script. */
export function phonesPage(phones: readonly PhoneOnPage[], nonce: string, timeZone: string) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>In Beeld: phones</title>
    <style nonce="${nonce}">${STYLE}</style>
  </head>
  <body data-time-zone="${timeZone}">
    <header class="bar">
      <h1>In Beeld</h1>
      <p class="clock"><span class="unseen">Time in the demo:</span> <output id="clock"></output></p>
      <div class="moves" role="group" aria-label="Move the clock">
        <button type="button" data-minutes="15">+15 minutes</button>
        <button type="button" data-next-morning>next morning</button>
        <button type="button" data-days="1">+1 day</button>
        <button type="button" data-days="5">+5 days</button>
      </div>
      <p id="problem" role="alert"></p>
    </header>
    <main>${phones.map(phone)}</main>
    <script nonce="${nonce}" type="module">${SCRIPT}</script>
  </body>
</html>`;
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

function phone({ id, title, subtitle, dir, lang, labels }: PhoneOnPage) {
  const words = { ...ENGLISH, ...labels };
  return html`
      <section class="phone" dir="${dir}" lang="${lang ?? "en"}" data-phone="${id}" data-edited="${words.edited}"
        aria-labelledby="title-${id}">
        <header>
          <span class="face" aria-hidden="true">${[...title][0] ?? ""}</span>
          <div>
            <h2 id="title-${id}" dir="auto">${title}</h2>
            <p dir="auto">${subtitle}</p>
          </div>
          <button type="button" class="block" data-block="${words.block}" data-unblock="${words.unblock}"
            aria-pressed="false">${words.block}</button>
        </header>
        <div class="chat" role="log" aria-live="polite" aria-labelledby="title-${id}" tabindex="0"></div>
        <p class="toast" role="status" dir="auto"></p>
        <button type="button" class="start" hidden>${words.start}</button>
        <form>
          <label class="unseen" for="text-${id}">${words.write}</label>
          <textarea id="text-${id}" rows="1" maxlength="4096" dir="auto" placeholder="${words.write}"
            autocomplete="off"></textarea>
          <button type="button" class="voice" aria-label="${words.voice}" title="${words.voice}">${MICROPHONE}</button>
          <button type="submit" class="send">${words.send}</button>
        </form>
      </section>`;
}
