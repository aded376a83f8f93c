import { fill, make, makeButton } from "./make.js";
import { press } from "./post.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BARS = 26;

/** A message with its buttons, as a phone shows it. `all` are the messages that are there, `phone` whose it is. */
export function drawMessage(message, all, phone) {
  const made = make("article", `message ${message.from}`);
  made.dataset.message = message.id;
  made.tabIndex = -1;
  made.append(bubble(message, all, phone));
  if (message.buttons?.length) made.append(keyboard(message, phone));
  return made;
}

function bubble(message, all, phone) {
  const { words } = phone;
  const made = make("div", "bubble");
  made.append(make("span", "unseen", `${message.from === "bot" ? words.robot : words.you}: `));
  const answered = all.find(({ id }) => id === message.replyTo);
  if (answered) {
    const quote = make("span", "quote", answered.text ?? answered.sticker?.emoji ?? "▶");
    quote.dir = "auto";
    made.append(quote);
  }
  if (message.voice) made.append(voiceNote(message.voice.seconds, message.id, words));
  if (message.sticker) made.append(make("div", "big", message.sticker.emoji));
  if (message.photo) made.append(make("div", "attached", words.photo));
  if (message.place) made.append(make("div", "attached", words.place));
  if (message.document) {
    const file = make("a", "attached", `📄 ${message.document.fileName}`);
    file.href = `${phone.base}/file/${message.document.fileId}`;
    file.download = message.document.fileName;
    made.append(file);
  }
  if (message.contact) made.append(make("div", "attached", message.contact.phoneNumber));
  // The card's code goes along unseen, as in Telegram.
  const said = message.text?.replace(/^\/start \S+$/, "/start");
  if (said) {
    // The direction is that of the words alone: time and tail stay where this phone has them.
    const text = make("div", "words");
    text.dir = "auto";
    text.append(...formatted(said, message.entities, phone.base));
    made.append(text);
  }
  made.append(foot(message, phone), actions(message, phone));
  return made;
}

function foot(message, { words, time }) {
  const made = make("span", "when");
  if (message.protected) {
    const mark = make("span", "lock", "🔒");
    mark.title = words.protected;
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", words.protected);
    made.append(mark);
  }
  if (message.edited) made.append(make("span", "", words.edited));
  if (message.mark) made.append(make("span", "mark", message.mark));
  const at = make("time", "", time.format(new Date(message.at)));
  at.dateTime = message.at;
  made.append(at);
  return made;
}

/** What one can do with a message: shown when the pointer or the focus is on it, reached by the arrows. */
function actions(message, phone) {
  const made = make("span", "actions");
  const add = (name, label, act) => {
    const button = makeButton(name, label, () => act(message));
    button.tabIndex = -1;
    made.append(button);
  };
  add("reply", phone.words.reply, phone.onReply);
  if (message.from === "person" && message.text && !message.text.startsWith("/start"))
    add("edit", phone.words.edit, phone.onEdit);
  return made;
}

/** A voice note that looks as if it could be heard: nothing was recorded. */
function voiceNote(seconds, seed, words) {
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const made = make("div", "voice-note");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", fill(words.voiceNote, length));
  const bars = make("span", "bars");
  bars.setAttribute("aria-hidden", "true");
  for (let bar = 0; bar < BARS; bar += 1) {
    const height = 20 + ((bar * 37 + seed * 53 + ((bar * bar) % 7) * 11) % 80);
    const one = make("i");
    one.style.setProperty("--height", `${height}%`);
    one.style.setProperty("--at", String(bar / BARS));
    bars.append(one);
  }
  bars.style.setProperty("--seconds", `${seconds}s`);
  const play = makeButton("play", "▶", () => {
    const isPlaying = made.classList.toggle("playing");
    play.setAttribute("aria-pressed", String(isPlaying));
    play.textContent = isPlaying ? "❚❚" : "▶";
  });
  play.setAttribute("aria-label", words.play);
  play.title = words.play;
  play.setAttribute("aria-pressed", "false");
  bars.lastElementChild.addEventListener("animationend", () => {
    if (made.classList.contains("playing")) play.click();
  });
  made.append(play, bars, make("span", "length", length));
  return made;
}

function keyboard(message, phone) {
  const keys = make("div", "keys");
  for (const buttons of message.buttons) {
    const row = make("div", "row");
    row.append(...buttons.map((button) => key(button, message, phone)));
    keys.append(row);
  }
  return keys;
}

function key(button, message, phone) {
  if (button.url) return link(button.url, `${button.text} ↗`);
  const made = makeButton("key", button.text, () =>
    press(made, `${phone.base}/tap`, { messageId: message.id, data: button.data ?? "" }),
  );
  made.dir = "auto";
  return made;
}

function link(address, text) {
  if (!/^(https?|tg):/.test(address)) return document.createTextNode(text);
  const made = make("a", "", text);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

/** Cuts a text at addresses and commands, which can be tapped as in Telegram. */
function plain(text, base) {
  return text
    .split(/(https?:\/\/[^\s]*[^\s.,;:!?)])|(?<=^|[\s(\u2066-\u2068])(\/[a-z0-9_]{1,32})(?![\w/])/)
    .flatMap((piece) => {
      if (!piece) return [];
      if (/^https?:/.test(piece)) return [link(piece, piece)];
      if (!/^\/[a-z0-9_]+$/.test(piece)) return [document.createTextNode(piece)];
      const command = makeButton("command", piece, (made) => press(made, `${base}/send`, { text: piece }));
      // A button takes the direction of the words around it, and its slash would come last.
      command.dir = "ltr";
      return [command];
    });
}

function formatted(text, entities, base) {
  const nodes = [];
  let at = 0;
  for (const entity of (entities ?? []).toSorted((a, b) => a.offset - b.offset)) {
    // A mark inside another is left out: the page shows one mark at a time.
    if (entity.offset < at || !(entity.type in TAGS || entity.type === "text_link")) continue;
    const end = entity.offset + entity.length;
    const marked = text.slice(entity.offset, end);
    nodes.push(...plain(text.slice(at, entity.offset), base));
    nodes.push(entity.type === "text_link" ? link(entity.url, marked) : make(TAGS[entity.type], "", marked));
    at = end;
  }
  return [...nodes, ...plain(text.slice(at), base)];
}
