import { post, press } from "./post.js";

const { lang } = document.documentElement;
let isLeaving = false;

/** Whether the page is about to load itself again, by its own wish. */
export const isAboutToLeave = () => isLeaving;

/** The windows for another phone and for another beginning. */
export function openDialogs() {
  for (const dialog of document.querySelectorAll("dialog"))
    for (const close of dialog.querySelectorAll(".close"))
      close.addEventListener("click", () => dialog.close());
  const add = openBy(".open-add", "add");
  const again = openBy(".open-again", "again");

  const name = add.querySelector("[name=name]");
  const wrong = add.querySelector(".wrong");
  name.addEventListener("input", () => {
    wrong.textContent = "";
    name.removeAttribute("aria-invalid");
  });
  add.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { role, language } = Object.fromEntries(new FormData(event.target));
    isLeaving = true;
    const added = await press(event.submitter ?? name, "/phones/add", {
      role,
      language,
      name: name.value.trim().replace(/\s+/g, " "),
    });
    if (added.ok) return show(`#phone-${added.id}`);
    isLeaving = false;
    wrong.textContent = add.dataset[added.code === "taken" ? "taken" : "wrong"];
    name.setAttribute("aria-invalid", "true");
    name.focus();
  });

  again.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { start } = Object.fromEntries(new FormData(event.target));
    again.close();
    showBusy();
    isLeaving = true;
    await post("/phones/again", { start, language: lang });
    show("");
  });
}

/** Says that a new beginning is being prepared. */
export function showBusy() {
  const busy = document.getElementById("busy");
  if (!busy.open) busy.showModal();
}

/** Loads the page again, with a phone in sight: it is the server that knows which phones there are. */
export function show(hash) {
  history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
  location.reload();
}

function openBy(selector, id) {
  const dialog = document.getElementById(id);
  const opener = document.querySelector(selector);
  opener.addEventListener("click", () => dialog.showModal());
  return dialog;
}
