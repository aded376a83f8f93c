import type { Language, StaffLanguage } from "../i18n/language.ts";
import type { Spoken } from "../i18n/spoken-texts.ts";
import type { Action } from "./action.ts";

/** A button under a message: what it says, and what a tap means or where it leads. */
export type Button =
  | { readonly label: string; readonly action: Action }
  | { readonly label: string; readonly url: string };

/** Rows of buttons, top to bottom. */
export type Buttons = readonly (readonly Button[])[];

/** The number of an earlier message of this chat that a message answers: its words stand above it. Nothing when that is gone. */
interface Answering {
  readonly answers?: number;
}

/** What can be said, without a word about the channel it goes through. Stored encrypted in the outbox until it is sent. */
export type Outgoing =
  | (Answering & {
      readonly kind: "say";
      readonly text: string;
      readonly buttons?: Buttons;
      /** Cannot be forwarded or saved. */
      readonly protected?: boolean;
      /** Comes without a sound. */
      readonly quiet?: boolean;
      /** In one block of letters of equal width, which one tap copies. */
      readonly monospace?: boolean;
      /** From this place on the words are hidden until they are tapped, in the preview on a locked phone too. */
      readonly hiddenFrom?: number;
      /** What of it may have been recorded: then a button under it lets it be heard. */
      readonly spoken?: Spoken;
    })
  /** A text of ours, read aloud by a human; as a voice message. */
  | { readonly kind: "sayRecording"; readonly language: Language; readonly key: string }
  | (Answering & {
      readonly kind: "sayVoice";
      readonly fileId: string;
      readonly caption?: string;
      readonly buttons?: Buttons;
      readonly protected?: boolean;
      readonly quiet?: boolean;
    })
  /** A picture that somebody sent to the bot: Telegram keeps it, we have its id. `hidden`: blurred until it is tapped. */
  | (Answering & {
      readonly kind: "sayPhoto";
      readonly fileId: string;
      readonly caption?: string;
      readonly hidden?: boolean;
      readonly buttons?: Buttons;
      readonly protected?: boolean;
      readonly quiet?: boolean;
    })
  /** A place that somebody shared. */
  | { readonly kind: "sayPlace"; readonly latitude: number; readonly longitude: number }
  /** A small file, made here: its content stands in the message like any other words, sealed until it is sent. */
  | {
      readonly kind: "sayDocument";
      /** Letters, digits, dots and dashes: grammY writes it into the form without quotes. */
      readonly fileName: string;
      readonly content: string;
      readonly caption?: string;
    }
  /** Replaces text and buttons of an earlier message (`target`). */
  | {
      readonly kind: "change";
      readonly text: string;
      readonly buttons?: Buttons;
      readonly hiddenFrom?: number;
    }
  /** Replaces the buttons alone. */
  | { readonly kind: "changeButtons"; readonly buttons: Buttons; readonly spoken?: Spoken }
  | { readonly kind: "takeBack" }
  /** Takes a message of the person's own out of a private chat, by its number there; Telegram allows it for 48 hours. */
  | { readonly kind: "takeBackTheirs"; readonly messageId: number }
  /** A small mark on a message of the person's own: it has been passed on. */
  | { readonly kind: "mark"; readonly messageId: number }
  /** Stops the little clock on a tapped button, with a short line if there is something to say. */
  | { readonly kind: "answerTap"; readonly tapId: string; readonly text?: string }
  | { readonly kind: "leave" }
  /** Shows for a moment that the bot is there, without a word: whether it may, tells whether the chat can be reached. */
  | { readonly kind: "knock" }
  /** The menu of commands of a chat: those of its reader, in the language that they chose. */
  | { readonly kind: "offerCommands"; readonly to: "staff"; readonly language: StaffLanguage }
  | { readonly kind: "offerCommands"; readonly to: "alumnus" | "asker"; readonly language: Language }
  /** A mail of plain text: the second channel of the staff. Never a name or a content in it, for mail is read by many. */
  | { readonly kind: "mail"; readonly to: string; readonly subject: string; readonly text: string };

/** Lower goes first. */
export const lanes = { crisis: 0, alert: 1, reply: 2, relay: 3, invitation: 4, courtesy: 5 } as const;
export type Lane = keyof typeof lanes;

/** How the channel answered; each is handled as what it is (inbox-and-outbox, security.md 3). */
export type SendResult =
  | { readonly kind: "sent"; readonly messageId?: number }
  /** The person blocked the bot, deleted the account, or never started the chat. */
  | { readonly kind: "blocked"; readonly code: string }
  /** This message will never be taken; another one may. */
  | { readonly kind: "refused"; readonly code: string }
  /** The bot's token is not valid (any more): nothing can be sent at all. */
  | { readonly kind: "unauthorized"; readonly code: string }
  | { readonly kind: "later"; readonly code: string; readonly afterSeconds: number }
  /** An answer that says it was not carried out, or no connection at all. */
  | { readonly kind: "failed"; readonly code: string }
  /** No answer: it may or may not have arrived. */
  | { readonly kind: "unclear"; readonly code: string };

/**
 * Hands one message to its channel. Never throws: every outcome is a result. `targetMessageId` is the message to change; `id`
 * is the outbox row's, the same for every try.
 */
export type Send = (
  chatId: number,
  outgoing: Outgoing,
  targetMessageId: number | undefined,
  id: string,
) => Promise<SendResult>;
