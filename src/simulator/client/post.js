import { words } from "./make.js";

const problem = document.getElementById("problem");

/** Shows what went wrong; an empty text takes it away. */
export function showProblem(text) {
  problem.textContent = text;
}

/** Sends something; `ok` says whether it was done, `code` why not where the page has words for it. */
export async function post(path, body) {
  showProblem("");
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    const said = await answer.json();
    if (!answer.ok && !said.code) showProblem(words.page.refused);
    return { ...said, ok: answer.ok };
  } catch {
    showProblem(words.page.gone);
    return { ok: false };
  }
}

/** Sends for a button. Until the answer is there it takes no other press, but keeps the focus. */
export async function press(button, path, body) {
  if (button.getAttribute("aria-disabled") === "true") return { ok: false };
  button.setAttribute("aria-disabled", "true");
  try {
    return await post(path, body);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
