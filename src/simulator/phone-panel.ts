import { html } from "hono/html";
import { type Language, rightToLeft } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { type CastMember, firstNameOf } from "./cast.ts";
import { icons } from "./icons.ts";
import { stickers } from "./phone-words.ts";

/** By which way somebody starts: what the school handed over, or hung up. */
const ways = { alumnus: "card", caseWorker: "link", parent: "poster" } as const;

/** One phone: `page` speaks to the visitor, `t` is the phone's own language. */
export function phonePanel(
  { id, name, role, language }: CastMember,
  page: Say,
  pageLanguage: Language,
  t: Say,
) {
  const dir = rightToLeft.has(language) ? "rtl" : "ltr";
  const nameOf = (code: Language) =>
    new Intl.DisplayNames([pageLanguage], { type: "language" }).of(code) ?? code;
  const label = (text: string) => html`aria-label="${text}" title="${text}"`;
  return html`
      <section class="phone" id="phone-${id}" dir="${dir}" lang="${language}" data-phone="${id}"
        data-role="${role}" aria-labelledby="title-${id}">
        <header>
          <span class="face" aria-hidden="true">${[...name][0] ?? ""}</span>
          <div class="owner" lang="${pageLanguage}">
            <h2 id="title-${id}" dir="auto">${name}</h2>
            <p dir="auto">${page(`simulator:role.${role}`, { language: nameOf(language) })}</p>
          </div>
          <button type="button" class="icon copy" ${label(t("simulator:phone.copy"))}>${icons.copy}</button>
          <button type="button" class="icon block" aria-pressed="false" ${label(t("simulator:phone.block"))}>${icons.block}</button>
        </header>
        <div class="room">
          <div class="chat" role="log" aria-live="polite" aria-busy="true" tabindex="0"
            aria-label="${t("simulator:phone.chat", { name: firstNameOf(name) })}"></div>
          <p class="nothing">${t("simulator:phone.empty")}</p>
          <button type="button" class="newest" aria-label="${t("simulator:phone.newMessages")}" hidden>${icons.down}<span class="count"></span></button>
          <p class="typing" hidden><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${t("simulator:phone.typing")}</span></p>
          <p class="toast" role="status" dir="auto"></p>
        </div>
        <p class="blocked" hidden>${t("simulator:phone.blocked")}</p>
        <button type="button" class="start" hidden data-first="${t(`simulator:phone.${ways[role]}`)}"
          data-again="${t("simulator:phone.start")}">${t("simulator:phone.start")}</button>
        <div class="composer">
          <div class="about" hidden>
            <p><strong></strong><span dir="auto"></span></p>
            <button type="button" class="icon cancel">${icons.close}</button>
          </div>
          <div class="choices commands" id="commands-${id}" hidden></div>
          <div class="choices stickers" id="stickers-${id}" hidden>${stickers.map(
            (sticker) =>
              html`<button type="button" data-sticker="${sticker}" aria-label="${t("simulator:phone.stickerSend", { sticker })}">${sticker}</button>`,
          )}</div>
          <form>
            <button type="button" class="icon open-commands" aria-expanded="false" aria-controls="commands-${id}"
              ${label(t("simulator:phone.commands"))}>${icons.commands}</button>
            <label class="unseen" for="text-${id}">${t("simulator:phone.writeAs", { name: firstNameOf(name) })}</label>
            <textarea id="text-${id}" rows="1" maxlength="4096" dir="auto" placeholder="${t("simulator:phone.write")}"
              autocomplete="off"></textarea>
            <button type="button" class="icon open-stickers" aria-expanded="false" aria-controls="stickers-${id}"
              ${label(t("simulator:phone.sticker"))}>${icons.sticker}</button>
            <button type="button" class="icon voice" ${label(t("simulator:phone.voice"))}>${icons.microphone}</button>
            <button type="submit" class="icon send" hidden ${label(t("simulator:phone.send"))}>${icons.send}</button>
          </form>
          <div class="recording" hidden>
            <button type="button" class="icon voice-cancel" ${label(t("simulator:phone.voiceCancel"))}>${icons.close}</button>
            <p><span class="lamp" aria-hidden="true"></span>${t("simulator:phone.recording")} <output aria-live="off">0:00</output></p>
            <button type="button" class="icon send voice-send" ${label(t("simulator:phone.voiceSend"))}>${icons.send}</button>
          </div>
        </div>
      </section>`;
}
