import { post } from "./post.js";

const LONGEST = 300;
const LOOK_MS = 250;

/** A recording that is none: only its length is sent. */
export function recordVoice(phone, find) {
  const form = find("form");
  const bar = find(".recording");
  const start = find(".voice");
  const send = find(".voice-send");
  const shown = bar.querySelector("output");
  let since = 0;
  let looking;
  const seconds = () => Math.min(LONGEST, Math.max(1, Math.round((performance.now() - since) / 1000)));
  const show = () => {
    const length = Math.min(LONGEST, Math.floor((performance.now() - since) / 1000));
    shown.textContent = `${Math.floor(length / 60)}:${String(length % 60).padStart(2, "0")}`;
  };
  const end = () => {
    clearInterval(looking);
    bar.hidden = true;
    form.hidden = false;
    start.focus();
  };
  start.addEventListener("click", () => {
    since = performance.now();
    show();
    looking = setInterval(show, LOOK_MS);
    form.hidden = true;
    bar.hidden = false;
    send.focus();
  });
  send.addEventListener("click", () => {
    const length = seconds();
    end();
    void post(`${phone.base}/voice`, { seconds: length });
  });
  find(".voice-cancel").addEventListener("click", end);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
}
