import { drawMessage } from "./draw-message.js";
import { make, makeButton, setText } from "./make.js";
import { press } from "./post.js";
import { countUnread } from "./show-tabs.js";

const TOAST_MS = 5000;
/** Who is this near to the end reads along; the chat then follows. */
const NEAR_END = 48;

/** Draws only what changed, so that a screen reader reads out only what is new, and the focus stays where it is. */
export function drawPhone(phone, state) {
  const there = state.messages.filter((message) => !message.deleted);
  const wasAtEnd = isAtEnd(phone);
  const isFirst = phone.chat.getAttribute("aria-busy") === "true";
  const { fresh, lostFocus } = reconcile(phone, there);
  if (isFirst) phone.chat.removeAttribute("aria-busy");

  const fromBot = isFirst ? 0 : fresh.filter(({ from }) => from === "bot").length;
  const isOwn = fresh.some(({ from }) => from === "person");
  if (fresh.length > 0 && (isFirst || wasAtEnd || isOwn)) scrollToEnd(phone);
  else if (fromBot > 0) phone.missed += fromBot;
  showMissed(phone);
  if (fromBot > 0) countUnread(phone, fromBot);
  // Whoever pressed a button that went away goes on at the newest message, not at the top of the page.
  if (lostFocus) (phone.chat.querySelector(".message:last-of-type") ?? phone.chat).focus();

  const isNew = state.messages.length === 0;
  phone.nothing.hidden = there.length > 0;
  setText(phone.start, isNew ? phone.start.dataset.first : phone.start.dataset.again);
  phone.start.hidden = !isNew && !state.blocked;
  phone.composer.hidden = isNew || state.blocked;
  phone.blocked.hidden = !state.blocked;
  phone.typing.hidden = !state.typing;
  phone.root.dataset.typing = String(state.typing);
  phone.block.setAttribute("aria-pressed", String(state.blocked));
  const label = state.blocked ? phone.words.unblock : phone.words.block;
  phone.block.setAttribute("aria-label", label);
  phone.block.title = label;
  drawCommands(phone, state.commands);
  showNewToast(phone, state.toasts);
}

/** Brings the messages and the days between them into the chat; answers which are new, and whether the focus went with an old one. */
function reconcile(phone, there) {
  const wanted = [];
  let day = "";
  for (const message of there) {
    const date = new Date(message.at);
    const today = phone.day.format(date);
    if (today !== day) wanted.push({ key: `day ${today}`, look: today, draw: () => make("p", "day", today) });
    day = today;
    wanted.push({
      key: message.id,
      look: JSON.stringify([message, there.find(({ id }) => id === message.replyTo)?.text]),
      draw: () => drawMessage(message, there, phone),
      message,
    });
  }
  const keys = new Set(wanted.map(({ key }) => key));
  let lostFocus = false;
  const drop = (node) => {
    lostFocus ||= node.contains(document.activeElement);
    node.remove();
  };
  for (const [key, shown] of phone.shown) {
    if (keys.has(key)) continue;
    drop(shown.node);
    phone.shown.delete(key);
  }
  const fresh = [];
  let previous = null;
  for (const { key, look, draw, message } of wanted) {
    const shown = phone.shown.get(key);
    let node = shown?.node;
    if (shown?.look !== look) {
      node = draw();
      if (shown) {
        const hadFocus = shown.node.contains(document.activeElement);
        shown.node.replaceWith(node);
        if (hadFocus) node.focus({ preventScroll: true });
      } else if (message) fresh.push(message);
      phone.shown.set(key, { look, node });
    }
    const place = previous ? previous.nextSibling : phone.chat.firstChild;
    if (place !== node) phone.chat.insertBefore(node, place);
    previous = node;
  }
  return { fresh, lostFocus };
}

function drawCommands(phone, commands) {
  const look = JSON.stringify(commands);
  if (phone.commandsLook === look) return;
  phone.commandsLook = look;
  phone.commands.replaceChildren(
    ...commands.map(({ command, description }) => {
      const made = makeButton("", undefined, async () => {
        phone.closeChoices();
        phone.input.focus();
        await press(made, `${phone.base}/send`, { text: `/${command}` });
      });
      const name = make("strong", "", `/${command}`);
      name.dir = "ltr";
      made.append(name, make("span", "", description));
      return made;
    }),
  );
}

function showNewToast(phone, toasts) {
  const newest = toasts.at(-1);
  // What was shown before this page was opened is not shown again.
  if (newest && phone.toasts !== undefined && toasts.length > phone.toasts) showToast(phone, newest.text);
  phone.toasts = toasts.length;
}

/** Shows a short line on a phone for a few seconds. */
export function showToast(phone, text) {
  clearTimeout(phone.timer);
  phone.toast.textContent = text;
  phone.timer = setTimeout(() => {
    phone.toast.textContent = "";
  }, TOAST_MS);
}

/** Whether the newest message can be seen. A phone that is not shown keeps what it was. */
export function isAtEnd(phone) {
  const { scrollHeight, scrollTop, clientHeight } = phone.chat;
  if (clientHeight === 0) return phone.follows;
  return scrollHeight - scrollTop - clientHeight < NEAR_END;
}

/** Goes to the newest message. */
export function scrollToEnd(phone) {
  phone.chat.scrollTop = phone.chat.scrollHeight;
  phone.follows = true;
  phone.missed = 0;
}

/** Shows how many messages came while the reader was further up. */
export function showMissed(phone) {
  phone.newest.hidden = phone.missed === 0;
  setText(phone.newest.querySelector(".count"), phone.missed > 0 ? String(phone.missed) : "");
}
