import { drawPhone, scrollToEnd, showMissed } from "./draw-phone.js";
import { words } from "./make.js";
import { isAboutToLeave, openDialogs, show, showBusy } from "./open-dialogs.js";
import { openPhone } from "./open-phone.js";
import { showProblem } from "./post.js";
import { openTabs, readAll } from "./show-tabs.js";
import { drawTime, openClock } from "./show-time.js";

const phones = new Map(
  [...document.querySelectorAll(".phone")].map((root) => [Number(root.dataset.phone), openPhone(root)]),
);
openTabs((panel) => {
  const phone = phones.get(Number(panel.dataset.phone));
  if (!phone) return;
  readAll(phone);
  if (phone.follows) scrollToEnd(phone);
  showMissed(phone);
});
openClock();
openDialogs();

let isFirst = true;
let isGone = false;
const events = new EventSource(`/phones/events?language=${document.documentElement.lang}`);
events.addEventListener("message", (event) => {
  const state = JSON.parse(event.data);
  if (isGone) showProblem("");
  isGone = false;
  if (state.isBeginning) return showBusy();
  const isOther =
    state.world !== document.body.dataset.world ||
    state.phones.length !== phones.size ||
    state.phones.some(({ id }) => !phones.has(id));
  // Another beginning, or another phone: the page is made by the server.
  if (isOther) return isAboutToLeave() ? undefined : show(location.hash);
  for (const one of state.phones) drawPhone(phones.get(one.id), one);
  drawTime(state);
  if (isFirst) lookAtAskedPhone();
  isFirst = false;
});
events.addEventListener("error", () => {
  isGone = true;
  showProblem(words.page.gone);
});

/** A phone that was just added is where the visitor goes on. */
function lookAtAskedPhone() {
  document.body.dataset.ready = "true";
  const asked = document.getElementById(location.hash.slice(1));
  if (!asked?.matches(".phone")) return;
  asked.scrollIntoView({ inline: "nearest", block: "nearest" });
  asked.querySelector(".start:not([hidden])")?.focus();
}
