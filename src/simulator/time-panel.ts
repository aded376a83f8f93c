import { html } from "hono/html";
import type { Language } from "../i18n/language.ts";
import { autonyms, languages } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { type CastMember, firstNameOf, mostPhones } from "./cast.ts";
import { icons } from "./icons.ts";
import type { Step } from "./rehearsal.ts";

/** What to try, the clock, and the ways to begin again: beside the phones. */
export function timePanel(t: Say, steps: readonly Step[], names: Readonly<Record<string, string>>) {
  const move = (key: "hour" | "nextMorning" | "days" | "months", data: unknown) =>
    html`<button type="button" ${data}>${t(`simulator:clock.move.${key}`)}</button>`;
  return html`
      <aside class="time" id="time" aria-label="${t("simulator:clock.title")}">
        <section class="card guide" aria-labelledby="guide-title">
          <h2 id="guide-title">${t("simulator:guide.title")}</h2>
          <ol>${steps.map(
            ({ id }) => html`
            <li data-step="${id}"><span class="tick" aria-hidden="true">${icons.check}</span><span>${t(`simulator:guide.step.${id}`, { person: names[id === "second" ? "second" : "first"] ?? "", worker: names.worker ?? "" })}<span class="unseen done"></span></span></li>`,
          )}
          </ol>
        </section>
        <section class="card clock" aria-labelledby="clock-title">
          <h2 id="clock-title">${t("simulator:clock.title")}</h2>
          <p class="now"><output id="clock"></output><span id="day"></span></p>
          <div class="moves" role="group" aria-labelledby="clock-title">
            ${move("hour", html`data-minutes="60"`)}
            ${move("nextMorning", html`data-next-morning`)}
            ${move("days", html`data-days="3"`)}
            ${move("months", html`data-months="3"`)}
          </div>
          <div class="moving" hidden>
            <progress max="1" value="0" aria-label="${t("simulator:clock.moving")}"></progress>
            <button type="button" class="halt">${t("simulator:clock.stop")}</button>
          </div>
          <p class="hint">${t("simulator:clock.explain")}</p>
          <div class="happened" role="status" aria-labelledby="happened-title">
            <h3 id="happened-title">${t("simulator:clock.happened")}</h3>
            <p class="span">${t("simulator:clock.nothingYet")}</p>
            <ol></ol>
            <p class="end"></p>
          </div>
        </section>
        <div class="tools">
          <button type="button" class="open-add">${icons.plus}<span>${t("simulator:add.title")}</span></button>
          <button type="button" class="open-again">${icons.again}<span>${t("simulator:again.title")}</span></button>
        </div>
        <p class="hint">${t("simulator:page.invented")}</p>
      </aside>`;
}

/** The windows that open on top: another phone, another beginning, and a chat to copy by hand. */
export function dialogs(t: Say, language: Language, people: readonly CastMember[]) {
  const isFull = people.length >= mostPhones;
  const choice = (name: string, value: string, text: string, isFirst: boolean, more = "") => html`
            <label class="choice"><input type="radio" name="${name}" value="${value}" ${isFirst ? "checked" : ""}><span><strong>${text}</strong>${more ? html`<small>${more}</small>` : ""}</span></label>`;
  const buttons = (yes: string, isOff = false) => html`
            <div class="buttons">
              <button type="button" class="quiet close">${t("simulator:page.cancel")}</button>
              <button type="submit" class="loud" ${isOff ? "disabled" : ""}>${yes}</button>
            </div>`;
  return html`
      <dialog id="add" aria-labelledby="add-title" data-wrong="${t("simulator:add.nameWrong")}"
        data-taken="${t("simulator:add.taken")}">
        <form method="dialog" novalidate>
          <h2 id="add-title">${t("simulator:add.title")}</h2>
          <p>${isFull ? t("simulator:add.full", { count: mostPhones }) : t("simulator:add.explain")}</p>
          <fieldset>
            <legend>${t("simulator:add.who")}</legend>
            ${choice("role", "alumnus", t("simulator:add.alumnus"), true)}
            ${choice("role", "caseWorker", t("simulator:add.caseWorker"), false)}
            ${choice("role", "parent", t("simulator:add.parent"), false)}
          </fieldset>
          <label class="field" for="add-name">${t("simulator:add.name")}</label>
          <input id="add-name" name="name" autocomplete="off" maxlength="60" dir="auto" required aria-describedby="add-wrong">
          <p class="wrong" id="add-wrong" role="alert"></p>
          <label class="field" for="add-language">${t("simulator:add.language")}</label>
          <select id="add-language" name="language">${languages.map(
            (code) =>
              html`<option value="${code}" lang="${code}" ${code === language ? "selected" : ""}>${autonyms[code]}</option>`,
          )}</select>
          ${buttons(t("simulator:add.yes"), isFull)}
        </form>
      </dialog>
      <dialog id="again" aria-labelledby="again-title">
        <form method="dialog">
          <h2 id="again-title">${t("simulator:again.title")}</h2>
          <p>${t("simulator:again.explain")}</p>
          <fieldset>
            <legend class="unseen">${t("simulator:again.title")}</legend>
            ${choice("start", "story", t("simulator:again.story"), true, t("simulator:again.storyExplain"))}
            ${choice("start", "empty", t("simulator:again.empty"), false, t("simulator:again.emptyExplain"))}
          </fieldset>
          ${buttons(t("simulator:again.yes"))}
        </form>
      </dialog>
      <dialog id="transcript" aria-labelledby="transcript-title">
        <form method="dialog">
          <h2 id="transcript-title">${t("simulator:phone.copyBy")}</h2>
          <p>${t("simulator:phone.copyExplain")}</p>
          <textarea readonly rows="14" dir="auto" aria-labelledby="transcript-title"></textarea>
          <div class="buttons">
            <a class="quiet" download>${t("simulator:phone.save")}</a>
            <button type="button" class="loud close">${t("simulator:page.close")}</button>
          </div>
        </form>
      </dialog>
      <dialog id="busy" aria-labelledby="busy-title"><p id="busy-title" role="status">${t("simulator:again.busy")}</p></dialog>`;
}

/** The names that the steps speak of, by their part in the story. */
export function namesIn(people: readonly CastMember[], parts: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(parts).map(([part, id]) => [
      part,
      firstNameOf(people.find((person) => person.id === id)?.name ?? ""),
    ]),
  );
}
