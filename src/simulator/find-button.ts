import type { ChatButton, ChatMessage } from "./chat-message.ts";

/** A button to tap: by its text, or by its text under one message. */
export type ButtonChoice = string | { messageId: number; text: string };

interface Place {
  message: ChatMessage;
  button: ChatButton;
}

/**
 * The button meant: the newest one with exactly this text, otherwise the only one of the newest message whose text
 * contains it. Throws an Error that lists the visible buttons when there is none, or several.
 */
export function findButton(messages: readonly ChatMessage[], choice: ButtonChoice): Place {
  const wanted = typeof choice === "string" ? choice : choice.text;
  const places = messages
    .filter((message) => message.from === "bot" && !message.deleted)
    .filter((message) => typeof choice === "string" || message.id === choice.messageId)
    .reverse()
    .flatMap((message) => (message.buttons ?? []).flat().map((button) => ({ message, button })));
  const found = places.find(({ button }) => button.text === wanted) ?? onlyOneContaining(places, wanted);
  if (!found) throw new Error(`no button "${wanted}"; visible buttons: ${list(places)}`);
  return found;
}

function onlyOneContaining(places: readonly Place[], wanted: string): Place | undefined {
  const candidates = places.filter(({ button }) => button.text.includes(wanted));
  const newest = candidates.filter(({ message }) => message === candidates[0]?.message);
  if (newest.length > 1) throw new Error(`"${wanted}" fits several buttons: ${list(newest)}`);
  return newest[0];
}

function list(places: readonly Place[]): string {
  return places.map(({ message, button }) => `"${button.text}" (message ${message.id})`).join(", ") || "none";
}
