import { setText, words } from "./make.js";

const narrow = matchMedia("(max-width: 899px)");
const tabs = [...document.querySelectorAll("[role=tab]")];
const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
const tabOf = (phone) => document.getElementById(`tab-phone-${phone.id}`);
const isSelected = (tab) => tab.getAttribute("aria-selected") === "true";

/** On a narrow screen one phone is shown at a time. `onShow` hears which panel came into sight. */
export function openTabs(onShow) {
  const lay = () => {
    for (const tab of tabs) {
      const panel = panelOf(tab);
      if (narrow.matches) {
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
      } else {
        panel.removeAttribute("role");
        if (panel.id === "time") panel.removeAttribute("aria-labelledby");
        else panel.setAttribute("aria-labelledby", `title-${panel.dataset.phone}`);
      }
      panel.hidden = narrow.matches && !isSelected(tab);
    }
  };
  const select = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    lay();
    onShow(panelOf(chosen));
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const toTheRight = document.documentElement.dir === "rtl" ? -1 : 1;
      const step = { ArrowRight: toTheRight, ArrowLeft: -toTheRight }[event.key];
      const at = { Home: 0, End: tabs.length - 1 }[event.key];
      if (step === undefined && at === undefined) return;
      event.preventDefault();
      const next = tabs[at ?? (tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      select(next);
      next.focus();
    });
  }
  narrow.addEventListener("change", () => {
    lay();
    for (const tab of tabs) if (!panelOf(tab).hidden) onShow(panelOf(tab));
  });
  const asked = tabs.find((tab) => `#${tab.getAttribute("aria-controls")}` === location.hash);
  select(asked ?? tabs[0]);
}

/** Counts what came to a phone that is not in sight. */
export function countUnread(phone, more) {
  if (!phone.root.hidden) return;
  phone.unread += more;
  showUnread(phone);
}

/** Takes the number away: the phone is in sight. */
export function readAll(phone) {
  phone.unread = 0;
  showUnread(phone);
}

function showUnread(phone) {
  const badge = tabOf(phone).querySelector(".badge");
  badge.hidden = phone.unread === 0;
  setText(badge, phone.unread === 0 ? "" : String(phone.unread));
  const label = words.page.unread[phone.unread - 1] ?? String(phone.unread);
  if (phone.unread === 0) badge.removeAttribute("aria-label");
  else badge.setAttribute("aria-label", label);
  badge.setAttribute("role", "img");
}
