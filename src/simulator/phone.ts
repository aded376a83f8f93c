import type { Message, User } from "@grammyjs/types";
import type { Chat, Toast } from "./chat.ts";
import { type ChatMessage, chatMessage } from "./chat-message.ts";
import { editOwnMessage } from "./edit-own-message.ts";
import { type Upload, uploadOf } from "./files.ts";
import { type ButtonChoice, findButton } from "./find-button.ts";
import { newMessage } from "./new-message.ts";
import { withoutReply } from "./post-message.ts";
import { reportMembership } from "./report-membership.ts";
import { tapButton } from "./tap-button.ts";
import { deeds, type TranscriptLine } from "./transcript.ts";
import type { World } from "./world.ts";

/** Somebody with a phone. */
export interface Person {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
}

/** One private chat with the bot, as the person sees and uses it. Whatever sends answers the new message's number. */
export interface Phone {
  readonly user: Person;
  readonly chatId: number;
  /** Taps START or a link with a payload; unblocks the bot first when it was blocked. */
  start(payload?: string): number;
  /**
   * Throws an Error when the person blocked the bot; so do all other ways to send. `replyTo` is the message that this one
   * answers; one that is gone is answered no longer.
   */
  send(text: string, replyTo?: number): number;
  voice(seconds: number, replyTo?: number, caption?: string): number;
  sticker(emoji?: string): number;
  photo(caption?: string): number;
  /** A file such as a letter, with words beneath it or none. */
  file(caption?: string): number;
  /** Sends photos, and videos after them, as one album, as a phone does: a message each; the caption is the first one's. */
  album(photos: number, caption?: string, videos?: number): number[];
  /** Asks something with answers to choose from. */
  poll(question: string): number;
  /** Passes on somebody else's message, or one of the bot's. */
  forward(text: string, from: string | "bot"): number;
  /** Shares a place: the Dom tower in Utrecht when left out. */
  place(latitude?: number, longitude?: number): number;
  contact(phoneNumber?: string): number;
  /** Changes a message of the person's own. Throws an Error when there is no such message. */
  edit(messageId: number, text: string): void;
  /** Taps a visible button; answers the callback query's number. Throws an Error when there is no such button. */
  tap(button: ButtonChoice): string;
  /** A tap with any data on any message, also one that is gone: an old or forged tap. */
  tapData(data: string, messageId: number): string;
  block(): void;
  unblock(): void;
  blocked(): boolean;
  /** Everything in the chat, oldest first, with what was deleted marked so. */
  messages(): ChatMessage[];
  /** The newest message of the bot that is still there. */
  lastBotMessage(): ChatMessage | undefined;
  /** The file of a message that is still there, as the person saves it; undefined when there is none. */
  download(fileId: string): Upload | undefined;
  /** What answerCallbackQuery showed, oldest first. */
  toasts(): Toast[];
  /** What happened in this chat in words, oldest first. */
  transcript(): TranscriptLine[];
  onChange(listener: () => void): () => void;
}

/** The phone on one end of this private chat. */
export function createPhone(world: World, chat: Chat, user: Person): Phone {
  const from = asUser(user);
  const seen = () => chat.messages.map(chatMessage);
  const writeDown = (deed: string) => {
    chat.lines.push({ at: world.clock.now(), text: `${from.first_name}: ${deed}` });
    world.transcripts.notify();
  };

  function say(deed: string, content: Partial<Message>): number {
    if (chat.standing === "blocked") throw new Error(`${user.firstName} blocked the bot; unblock first`);
    chat.standing = "open";
    writeDown(deed);
    return newMessage(world, chat, from, content);
  }

  function unblock(): void {
    if (chat.standing !== "blocked") return;
    chat.standing = "open";
    writeDown(deeds.unblock);
    reportMembership(world, chat, from, "kicked", "member");
  }

  function tapData(data: string, messageId: number): string {
    const message = chat.find(messageId);
    const buttons = message ? (chatMessage(message).buttons ?? []).flat() : [];
    const id = tapButton(world, chat, from, data, messageId);
    writeDown(deeds.tap(buttons.find((button) => button.data === data)?.text));
    return id;
  }

  const answerTo = (replyTo: number | undefined) => {
    const answered = replyTo === undefined ? undefined : chat.find(replyTo);
    return answered ? { reply_to_message: withoutReply(answered.message) } : {};
  };

  const fileOf = (kind: "voice" | "sticker" | "photo" | "document", seconds?: number) =>
    world.files.add(kind, seconds).file;

  return {
    user,
    chatId: chat.id,
    start(payload) {
      unblock();
      return say(deeds.start(payload), { text: payload === undefined ? "/start" : `/start ${payload}` });
    },
    send: (text, replyTo) => say(text, { text, ...answerTo(replyTo) }),
    voice: (seconds, replyTo, caption) =>
      say(deeds.voice(seconds), {
        voice: { ...fileOf("voice", seconds), duration: seconds, mime_type: "audio/ogg" },
        ...(caption !== undefined && { caption }),
        ...answerTo(replyTo),
      }),
    sticker: (emoji = "👍") =>
      say(deeds.sticker, {
        sticker: {
          ...fileOf("sticker"),
          type: "regular",
          emoji,
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
        },
      }),
    photo: (caption) =>
      say(deeds.photo, {
        photo: [{ ...fileOf("photo"), width: 1280, height: 960 }],
        ...(caption !== undefined && { caption }),
      }),
    file: (caption) =>
      say(deeds.file, { document: fileOf("document"), ...(caption !== undefined && { caption }) }),
    album(photos, caption, videos = 0) {
      const album = `${chat.id}-${chat.messages.length + 1}`;
      const size = { width: 1280, height: 960 };
      return Array.from({ length: photos + videos }, (_, index) =>
        say(index < photos ? deeds.photo : deeds.file, {
          ...(index < photos
            ? { photo: [{ ...fileOf("photo"), ...size }] }
            : { video: { ...fileOf("document"), ...size, duration: 3 } }),
          media_group_id: album,
          ...(caption !== undefined && index === 0 && { caption }),
        }),
      );
    },
    poll: (question) =>
      say(deeds.poll, {
        poll: {
          ...{ id: "1", question, options: [], total_voter_count: 0, is_closed: false },
          ...{ is_anonymous: true, type: "regular", allows_multiple_answers: false },
          ...{ allows_revoting: true, members_only: false },
        },
      }),
    forward: (text, sender) =>
      say(deeds.forward(text), {
        text,
        forward_origin:
          sender === "bot"
            ? { type: "user", sender_user: world.bot, date: 0 }
            : { type: "hidden_user", sender_user_name: sender, date: 0 },
      }),
    place: (latitude = 52.0907, longitude = 5.1214) =>
      say(deeds.place, { location: { latitude, longitude } }),
    contact: (phoneNumber = "+31600000000") =>
      say(deeds.contact, {
        contact: { phone_number: phoneNumber, first_name: user.firstName, user_id: user.id },
      }),
    edit(messageId, text) {
      editOwnMessage(world, chat, messageId, text);
      writeDown(deeds.edit(text));
    },
    tap(choice) {
      const { message, button } = findButton(seen(), choice);
      if (button.data === undefined) throw new Error(`the button "${button.text}" sends nothing to the bot`);
      return tapData(button.data, message.id);
    },
    tapData,
    block() {
      if (chat.standing === "blocked") return;
      chat.standing = "blocked";
      writeDown(deeds.block);
      reportMembership(world, chat, from, "member", "kicked");
    },
    unblock,
    blocked: () => chat.standing === "blocked",
    messages: seen,
    lastBotMessage: () => seen().findLast((message) => message.from === "bot" && !message.deleted),
    download: (fileId) =>
      seen().some((message) => message.document?.fileId === fileId && !message.deleted)
        ? uploadOf(world.files.find(fileId))
        : undefined,
    toasts: () => [...chat.toasts],
    transcript: () => [...chat.lines],
    onChange: chat.changes.listen,
  };
}

/** The person as Telegram tells the bot. */
export function asUser(person: Person): User {
  const { id, firstName, lastName, username, languageCode } = person;
  return {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName !== undefined && { last_name: lastName }),
    ...(username !== undefined && { username }),
    ...(languageCode !== undefined && { language_code: languageCode }),
  };
}
