import { copyChat } from "./copy-chat.js";
import { isAtEnd, scrollToEnd, showMissed, showToast } from "./draw-phone.js";
import { words } from "./make.js";
import { post, press } from "./post.js";
import { recordVoice } from "./record-voice.js";

const DAY = { weekday: "long", day: "numeric", month: "long" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** Finds the parts of a phone and lets them work. */
export function openPhone(root) {
  const find = (selector) => root.querySelector(selector);
  const locale = `${root.lang === "en" ? "en-GB" : root.lang}-u-ca-gregory-nu-latn`;
  const { timeZone } = document.body.dataset;
  const phone = {
    root,
    id: Number(root.dataset.phone),
    base: `/phones/${root.dataset.phone}`,
    words: words.phones[root.dataset.phone],
    time: new Intl.DateTimeFormat(locale, { ...TIME, timeZone }),
    day: new Intl.DateTimeFormat(locale, { ...DAY, timeZone }),
    chat: find(".chat"),
    nothing: find(".nothing"),
    newest: find(".newest"),
    typing: find(".typing"),
    toast: find(".toast"),
    blocked: find(".blocked"),
    start: find(".start"),
    block: find(".block"),
    composer: find(".composer"),
    input: find("textarea"),
    commands: find(".commands"),
    shown: new Map(),
    follows: true,
    missed: 0,
    unread: 0,
  };
  letWrite(phone, find);
  letChoose(phone, find);
  letRead(phone);
  recordVoice(phone, find);
  phone.start.addEventListener("click", async () => {
    if ((await press(phone.start, `${phone.base}/start`)).ok) phone.chat.focus();
  });
  phone.block.addEventListener("click", () =>
    press(phone.block, `${phone.base}/block`, {
      blocked: phone.block.getAttribute("aria-pressed") !== "true",
    }),
  );
  const copy = find(".copy");
  copy.addEventListener("click", () => copyChat(phone, copy, (text) => showToast(phone, text)));
  return phone;
}

/** The text field: Enter sends, Shift and Enter make a line; a reply or an edit stands above it until it is sent or given up. */
function letWrite(phone, find) {
  const { input, base } = phone;
  const form = find("form");
  const about = find(".about");
  const send = find("form .send");
  const voice = find(".voice");
  let answering;
  const showSend = () => {
    const hasText = input.value.trim() !== "" || answering?.verb === "edit";
    send.hidden = !hasText;
    voice.hidden = hasText;
  };
  const setAbout = (next) => {
    answering = next;
    about.hidden = !next;
    if (!next) return showSend();
    const { reply, edit } = { reply: next.verb === "reply", edit: next.verb === "edit" };
    about.querySelector("strong").textContent = edit ? phone.words.editing : phone.words.replying;
    about.querySelector("p span").textContent = next.message.text ?? next.message.sticker?.emoji ?? "▶";
    const cancel = about.querySelector(".cancel");
    cancel.setAttribute("aria-label", reply ? phone.words.replyCancel : phone.words.editCancel);
    if (edit) input.value = next.message.text;
    showSend();
    input.focus();
  };
  phone.onReply = (message) => setAbout({ verb: "reply", message });
  phone.onEdit = (message) => setAbout({ verb: "edit", message });
  const giveUp = () => {
    if (answering?.verb === "edit") input.value = "";
    setAbout(undefined);
    input.focus();
  };
  about.querySelector(".cancel").addEventListener("click", giveUp);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    const what = answering;
    input.value = "";
    setAbout(undefined);
    scrollToEnd(phone);
    input.focus();
    const sent =
      what?.verb === "edit"
        ? await post(`${base}/edit`, { text, messageId: what.message.id })
        : await post(`${base}/send`, { text, ...(what && { replyTo: what.message.id }) });
    // What could not be sent is given back, unless something new was begun.
    if (sent.ok || input.value !== "") return;
    input.value = text;
    setAbout(what);
  });
  input.addEventListener("input", showSend);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && answering) return giveUp();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** The list of commands and the stickers: one is open at a time, Escape closes it. */
function letChoose(phone, find) {
  const openers = [
    [find(".open-commands"), phone.commands],
    [find(".open-stickers"), find(".stickers")],
  ];
  const show = (wanted) => {
    for (const [opener, choices] of openers) {
      choices.hidden = choices !== wanted;
      opener.setAttribute("aria-expanded", String(choices === wanted));
    }
  };
  phone.closeChoices = () => show(undefined);
  for (const [opener, choices] of openers) {
    opener.addEventListener("click", () => {
      show(choices.hidden ? choices : undefined);
      if (!choices.hidden) choices.querySelector("button")?.focus();
    });
    choices.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        phone.closeChoices();
        opener.focus();
      }
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const buttons = [...choices.querySelectorAll("button")];
      buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    });
  }
  for (const sticker of find(".stickers").children)
    sticker.addEventListener("click", async () => {
      phone.closeChoices();
      phone.input.focus();
      await press(sticker, `${phone.base}/sticker`, { emoji: sticker.dataset.sticker });
    });
}

/** The chat: the arrows go from message to message; the one with the focus has its actions in the order of Tab. */
function letRead(phone) {
  const { chat } = phone;
  chat.addEventListener("scroll", () => {
    phone.follows = isAtEnd(phone);
    if (phone.follows) phone.missed = 0;
    showMissed(phone);
  });
  phone.newest.addEventListener("click", () => {
    scrollToEnd(phone);
    showMissed(phone);
    chat.focus({ preventScroll: true });
  });
  let current;
  chat.addEventListener("focusin", ({ target }) => {
    const message = target.closest(".message");
    if (message === current) return;
    for (const action of current?.querySelectorAll(".actions button") ?? []) action.tabIndex = -1;
    for (const action of message?.querySelectorAll(".actions button") ?? []) action.tabIndex = 0;
    current = message;
  });
  chat.addEventListener("keydown", (event) => {
    if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const messages = [...chat.querySelectorAll(".message")];
    if (messages.length === 0) return;
    event.preventDefault();
    const at = messages.indexOf(event.target.closest(".message"));
    const last = messages.length - 1;
    const next = {
      ArrowUp: at < 0 ? last : Math.max(0, at - 1),
      ArrowDown: at < 0 ? last : Math.min(last, at + 1),
      Home: 0,
      End: last,
    }[event.key];
    messages[next].focus();
  });
}
