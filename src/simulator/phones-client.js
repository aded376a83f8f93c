// Runs in the browser. People's texts are only ever set as text, never as markup.
const TOAST_MS = 4000;
const clockTime = new Intl.DateTimeFormat("nl-NL", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: document.body.dataset.timeZone,
});
const problem = document.getElementById("problem");

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function post(path, body) {
  problem.textContent = "";
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) problem.textContent = (await answer.json()).error;
    return answer.ok;
  } catch {
    problem.textContent = "The demo does not answer; is it still running?";
    return false;
  }
}

/** Holds the button until the call is answered, so that one tap counts once. */
async function press(button, path, body) {
  button.disabled = true;
  try {
    return await post(path, body);
  } finally {
    button.disabled = false;
  }
}

/** Cuts a text at addresses and commands, which can be tapped as in Telegram. */
function plain(text, base) {
  return text
    .split(/(https?:\/\/[^\s]*[^\s.,;:!?)])|(?<=^|[\s(])(\/[a-z0-9_]{1,32})(?![\w/])/)
    .flatMap((piece) => {
      if (!piece) return [];
      if (/^https?:/.test(piece)) return [link(piece, piece)];
      if (!/^\/[a-z0-9_]+$/.test(piece)) return [document.createTextNode(piece)];
      const command = element("button", "command", piece);
      command.type = "button";
      command.addEventListener("click", () => press(command, `${base}/send`, { text: piece }));
      return [command];
    });
}

function link(address, text) {
  if (!/^(https?|tg):/.test(address)) return document.createTextNode(text);
  const made = element("a", "", text);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

function formatted(text, entities, base) {
  const nodes = [];
  let at = 0;
  for (const entity of (entities ?? []).toSorted((a, b) => a.offset - b.offset)) {
    // A mark inside another is left out: the page shows one mark at a time.
    if (entity.offset < at || !(entity.type in TAGS || entity.type === "text_link")) continue;
    const end = entity.offset + entity.length;
    const marked = text.slice(entity.offset, end);
    nodes.push(...plain(text.slice(at, entity.offset), base));
    nodes.push(
      entity.type === "text_link" ? link(entity.url, marked) : element(TAGS[entity.type], "", marked),
    );
    at = end;
  }
  return [...nodes, ...plain(text.slice(at), base)];
}

function bubble(message, all, phone) {
  const made = element("div", "bubble");
  const answered = all.find(({ id }) => id === message.replyTo);
  if (answered) {
    const quote = element("span", "quote", answered.text ?? "▶");
    quote.dir = "auto";
    made.append(quote);
  }
  if (message.voice) {
    made.append(element("div", "", `▶ 0:${String(message.voice.seconds).padStart(2, "0")}`));
  }
  if (message.sticker) made.append(element("div", "big", message.sticker.emoji));
  if (message.photo) made.append(element("div", "big", "🖼"));
  if (message.contact) made.append(element("div", "", `👤 ${message.contact.phoneNumber}`));
  if (message.document) {
    const file = element("a", "file", `📄 ${message.document.fileName}`);
    file.href = `${phone.base}/file/${message.document.fileId}`;
    file.download = message.document.fileName;
    made.append(file);
  }
  if (message.text) {
    // The direction is that of the words alone: time and tail stay where this phone has them.
    const words = element("div", "words");
    words.dir = "auto";
    words.append(...formatted(message.text, message.entities, phone.base));
    made.append(words);
  }
  const edited = message.edited ? `${phone.root.dataset.edited} ` : "";
  made.append(element("span", "when", edited + clockTime.format(new Date(message.at))));
  return made;
}

function key(button, message, phone) {
  if (button.url) return link(button.url, `${button.text} ↗`);
  const made = element("button", "", button.text);
  made.type = "button";
  made.dir = "auto";
  made.addEventListener("click", () =>
    press(made, `${phone.base}/tap`, { messageId: message.id, data: button.data ?? "" }),
  );
  return made;
}

function drawMessage(message, all, phone) {
  const made = element("div", `message ${message.from}`);
  made.append(bubble(message, all, phone));
  if (message.buttons?.length) {
    const keys = element("div", "keys");
    for (const buttons of message.buttons) {
      const row = element("div", "row");
      row.append(...buttons.map((button) => key(button, message, phone)));
      keys.append(row);
    }
    made.append(keys);
  }
  return made;
}

function showToast(phone, toast) {
  clearTimeout(phone.timer);
  phone.toast.textContent = toast.text;
  phone.timer = setTimeout(() => {
    phone.toast.textContent = "";
  }, TOAST_MS);
}

/** Draws only what changed, so that a screen reader reads out only what is new. */
function drawPhone(phone, state) {
  const there = state.messages.filter((message) => !message.deleted);
  for (const [id, shown] of phone.shown) {
    if (there.some((message) => message.id === id)) continue;
    shown.node.remove();
    phone.shown.delete(id);
  }
  let fresh = false;
  for (const message of there) {
    const look = JSON.stringify(message);
    const shown = phone.shown.get(message.id);
    if (shown?.look === look) continue;
    const node = drawMessage(message, there, phone);
    // Who tapped a button that goes away must not be thrown back to the top of the page.
    if (shown?.node.contains(document.activeElement)) phone.chat.focus();
    if (shown) shown.node.replaceWith(node);
    else phone.chat.append(node);
    phone.shown.set(message.id, { look, node });
    fresh = true;
  }
  if (fresh) phone.chat.scrollTop = phone.chat.scrollHeight;
  phone.start.hidden = there.length > 0 && !state.blocked;
  phone.form.hidden = there.length === 0 || state.blocked;
  phone.block.setAttribute("aria-pressed", String(state.blocked));
  phone.block.textContent = state.blocked ? phone.block.dataset.unblock : phone.block.dataset.block;
  const newest = state.toasts.at(-1);
  // What was shown before this page was opened is not shown again.
  if (newest && phone.toasts !== undefined && state.toasts.length > phone.toasts) showToast(phone, newest);
  phone.toasts = state.toasts.length;
}

function openPhone(root) {
  const find = (selector) => root.querySelector(selector);
  const base = `/phones/${root.dataset.phone}`;
  const phone = {
    root,
    base,
    chat: find(".chat"),
    toast: find(".toast"),
    start: find(".start"),
    block: find(".block"),
    form: find("form"),
    shown: new Map(),
  };
  const input = find("textarea");
  const voice = find(".voice");
  phone.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    input.value = "";
    if (!(await press(find(".send"), `${base}/send`, { text }))) input.value = text;
    input.focus();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    phone.form.requestSubmit();
  });
  voice.addEventListener("click", () => press(voice, `${base}/voice`));
  phone.start.addEventListener("click", async () => {
    if (await press(phone.start, `${base}/start`)) phone.chat.focus();
  });
  phone.block.addEventListener("click", () =>
    press(phone.block, `${base}/block`, { blocked: phone.block.getAttribute("aria-pressed") !== "true" }),
  );
  return phone;
}

for (const button of document.querySelectorAll(".moves button")) {
  const { minutes, days } = button.dataset;
  const to = minutes ? { minutes: Number(minutes) } : days ? { days: Number(days) } : "nextMorning";
  button.addEventListener("click", () => press(button, "/phones/clock", { to }));
}

const phones = new Map(
  [...document.querySelectorAll(".phone")].map((root) => [Number(root.dataset.phone), openPhone(root)]),
);
new EventSource("/phones/events").addEventListener("message", (event) => {
  const state = JSON.parse(event.data);
  document.getElementById("clock").textContent = state.clock;
  for (const one of state.phones) drawPhone(phones.get(one.id), one);
});
