import { words } from "./make.js";
import { showProblem } from "./post.js";

const dialog = document.getElementById("transcript");

/** Copies a chat as plain text; where the browser does not allow that, shows it to be copied by hand or saved. */
export async function copyChat(phone, opener, tell) {
  const address = `${phone.base}/transcript`;
  let text;
  try {
    text = await (await fetch(address)).text();
  } catch {
    showProblem(words.page.gone);
    return;
  }
  try {
    await navigator.clipboard.writeText(text);
    tell(words.page.copied);
  } catch {
    const field = dialog.querySelector("textarea");
    field.value = text;
    const save = dialog.querySelector("a");
    save.href = address;
    save.download = `${phone.root.querySelector("h2").textContent}.chat.txt`;
    dialog.addEventListener("close", () => opener.focus(), { once: true });
    dialog.showModal();
    field.focus();
    field.select();
  }
}
