import { fill, make, setText, words } from "./make.js";
import { post, press } from "./post.js";

const find = (selector) => document.querySelector(`.time ${selector}`);
const locale = `${document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang}-u-ca-gregory-nu-latn`;
const { timeZone } = document.body.dataset;
const time = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone,
});
const day = new Intl.DateTimeFormat(locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone,
});
const moves = [...document.querySelectorAll(".moves button")];
let drawn = "";

/** Lets the clock be moved. */
export function openClock() {
  for (const button of moves) {
    const { minutes, days, months } = button.dataset;
    const to = minutes
      ? { minutes: Number(minutes) }
      : days
        ? { days: Number(days) }
        : months
          ? { months: Number(months) }
          : "nextMorning";
    button.addEventListener("click", () => press(button, "/phones/clock", { to }));
  }
  find(".halt").addEventListener("click", () => post("/phones/clock/halt"));
}

/** Shows the time, how far a move has come, what it set in motion, and which steps are done. */
export function drawTime(state) {
  const now = new Date(state.jump?.at ?? state.now);
  setText(document.getElementById("clock"), time.format(now));
  setText(document.getElementById("day"), day.format(now));
  drawMoving(state.jump);
  drawSteps(state.steps);
  const look = JSON.stringify(state.lastJump);
  if (look !== drawn) drawHappened(state.lastJump);
  drawn = look;
}

function drawMoving(jump) {
  const moving = find(".moving");
  const wasMoving = !moving.hidden;
  const hadFocus = moving.contains(document.activeElement);
  moving.hidden = !jump;
  for (const button of moves) {
    if (jump) button.setAttribute("aria-disabled", "true");
    else if (wasMoving) button.removeAttribute("aria-disabled");
  }
  if (hadFocus && !jump) moves[0].focus();
  if (!jump) return;
  const [from, to, at] = [jump.from, jump.to, jump.at].map((instant) => new Date(instant).getTime());
  moving.querySelector("progress").value = (at - from) / Math.max(1, to - from);
}

function drawSteps(steps) {
  for (const { id, isDone } of steps) {
    const step = document.querySelector(`[data-step="${id}"]`);
    if (!step) continue;
    step.classList.toggle("is-done", isDone);
    setText(step.querySelector(".done"), isDone ? ` (${words.page.done})` : "");
  }
}

function drawHappened(result) {
  if (!result) return;
  setText(find(".span"), fill(words.page.span, result.from, result.to));
  const entries = result.happened.map(({ at, text, quote, times, last }) => {
    const entry = make("li");
    entry.append(make("time", "", at), make("span", "what", text));
    if (quote) {
      const said = make("span", "said", quote);
      said.dir = "auto";
      entry.append(said);
    }
    if (times > 1) entry.append(make("span", "times", fill(words.page.times, times, last)));
    return entry;
  });
  if (result.happened.length === 0) entries.push(make("li", "calm", words.page.calm));
  if (result.more > 0) entries.push(make("li", "calm", fill(words.page.more, result.more)));
  find(".happened ol").replaceChildren(...entries);
  setText(find(".end"), words.page[result.end] ?? "");
}
