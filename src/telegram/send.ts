import { type Api, GrammyError, HttpError, InlineKeyboard, InputFile } from "grammy";
import { errorCode } from "../db/error-code.ts";
import type { Buttons, Outgoing, Send, SendResult } from "../delivery/outgoing.ts";
import type { Recordings } from "../i18n/recordings.ts";
import { type Spoken, spokenCode } from "../i18n/spoken-texts.ts";
import type { Texts } from "../i18n/texts.ts";
import { encodeAction } from "./callback-data.ts";
import { commandsOf, describeCommands } from "./set-up-bot.ts";

/** Telegram's refusals that have a meaning of their own, by a piece of their description. Anything else is `TG_<code>`. */
const meanings: readonly { readonly piece: string; readonly result: SendResult }[] = [
  { piece: "message is not modified", result: { kind: "sent" } },
  { piece: "chat not found", result: { kind: "blocked", code: "CHAT_NOT_FOUND" } },
  { piece: "query is too old", result: { kind: "refused", code: "TAP_TOO_OLD" } },
  { piece: "message to edit not found", result: { kind: "refused", code: "MESSAGE_GONE" } },
  { piece: "message to delete not found", result: { kind: "refused", code: "MESSAGE_GONE" } },
  { piece: "message can't be deleted", result: { kind: "refused", code: "TOO_OLD_TO_DELETE" } },
];

/**
 * The sender: the only place that calls Telegram to say something. It turns an outbox row into one method call and every
 * outcome into a result; it never throws, and no text, name or token leaves it in an error.
 */
export function sender(api: Api, texts: Texts, recordings: Recordings): Send {
  return async (chatId, outgoing, targetMessageId) => {
    try {
      return await deliver({ api, texts, recordings }, chatId, outgoing, targetMessageId);
    } catch (error) {
      return resultOf(error);
    }
  };
}

function keyboardOf(buttons: Buttons): InlineKeyboard {
  const rows = buttons.map((row) =>
    row.map((button) =>
      "url" in button
        ? InlineKeyboard.url(button.label, button.url)
        : InlineKeyboard.text(button.label, encodeAction(button.action)),
    ),
  );
  return new InlineKeyboard(rows);
}

interface Speaking {
  readonly api: Api;
  readonly texts: Texts;
  readonly recordings: Recordings;
}

/** The button that lets a text be heard, where all of it was recorded. */
function listenButtons({ texts, recordings }: Speaking, { language, texts: said }: Spoken): Buttons {
  const recorded = said.filter(({ key, words }) => recordings.has(language, key, words));
  if (recorded.length === 0 || said.some((one) => !one.isOptional && !recorded.includes(one))) return [];
  const codes = recorded.map(({ key }) => spokenCode(key)).join("");
  return [[{ label: texts(language)("delivery:listen"), action: { do: "listen", language, texts: codes } }]];
}

async function deliver(
  parts: Speaking,
  chatId: number,
  outgoing: Outgoing,
  target: number | undefined,
): Promise<SendResult> {
  const { api, texts, recordings } = parts;
  const own = ("buttons" in outgoing ? outgoing.buttons : undefined) ?? [];
  const spoken = "spoken" in outgoing ? outgoing.spoken : undefined;
  const buttons = [...own, ...(spoken ? listenButtons(parts, spoken) : [])];
  const isAsked = buttons.length > 0 || ("buttons" in outgoing && outgoing.buttons !== undefined);
  const markup = isAsked ? { reply_markup: keyboardOf(buttons) } : {};
  const protect = "protected" in outgoing && outgoing.protected ? { protect_content: true } : {};
  const quiet = "quiet" in outgoing && outgoing.quiet ? { disable_notification: true } : {};
  const answers = "answers" in outgoing && outgoing.answers !== undefined ? answering(outgoing.answers) : {};
  switch (outgoing.kind) {
    case "say": {
      const message = await api.sendMessage(chatId, outgoing.text, {
        ...markup,
        ...protect,
        ...answers,
        ...(outgoing.monospace
          ? { entities: [{ type: "pre", offset: 0, length: outgoing.text.length }] }
          : {}),
        ...(outgoing.hiddenFrom === undefined
          ? {}
          : { entities: [hidden(outgoing.text, outgoing.hiddenFrom)] }),
        ...quiet,
        link_preview_options: { is_disabled: true },
      });
      return { kind: "sent", messageId: message.message_id };
    }
    case "sayVoice": {
      const caption = outgoing.caption ? { caption: outgoing.caption } : {};
      const options = { ...caption, ...markup, ...protect, ...quiet, ...answers };
      const message = await api.sendVoice(chatId, outgoing.fileId, options);
      return { kind: "sent", messageId: message.message_id };
    }
    case "sayRecording": {
      const bytes = await recordings.read(outgoing.language, outgoing.key);
      if (!bytes) return { kind: "refused", code: "NOT_RECORDED" };
      const message = await api.sendVoice(chatId, new InputFile(bytes, "text.ogg"));
      return { kind: "sent", messageId: message.message_id };
    }
    case "sayPhoto": {
      const caption = outgoing.caption ? { caption: outgoing.caption } : {};
      const hidden = outgoing.hidden ? { has_spoiler: true } : {};
      const options = { ...caption, ...markup, ...protect, ...quiet, ...hidden, ...answers };
      const message = await api.sendPhoto(chatId, outgoing.fileId, options);
      return { kind: "sent", messageId: message.message_id };
    }
    case "sayPlace": {
      const message = await api.sendLocation(chatId, outgoing.latitude, outgoing.longitude);
      return { kind: "sent", messageId: message.message_id };
    }
    case "sayDocument": {
      const file = new InputFile(Buffer.from(outgoing.content), outgoing.fileName);
      const caption = outgoing.caption ? { caption: outgoing.caption } : {};
      // Telegram must not look inside and show it as something else.
      const options = { ...caption, disable_content_type_detection: true };
      const message = await api.sendDocument(chatId, file, options);
      return { kind: "sent", messageId: message.message_id };
    }
    case "change":
      await api.editMessageText(chatId, need(target), outgoing.text, {
        ...markup,
        ...(outgoing.hiddenFrom === undefined
          ? {}
          : { entities: [hidden(outgoing.text, outgoing.hiddenFrom)] }),
        link_preview_options: { is_disabled: true },
      });
      return { kind: "sent" };
    case "changeButtons":
      await api.editMessageReplyMarkup(chatId, need(target), markup);
      return { kind: "sent" };
    case "takeBack":
      await api.deleteMessage(chatId, need(target));
      return { kind: "sent" };
    case "takeBackTheirs":
      await api.deleteMessage(chatId, outgoing.messageId);
      return { kind: "sent" };
    case "mark":
      await api.setMessageReaction(chatId, outgoing.messageId, [{ type: "emoji", emoji: "👌" }]);
      return { kind: "sent" };
    case "answerTap":
      await api.answerCallbackQuery(
        outgoing.tapId,
        outgoing.text ? { text: outgoing.text.slice(0, 200) } : {},
      );
      return { kind: "sent" };
    case "leave":
      await api.leaveChat(chatId);
      return { kind: "sent" };
    case "knock":
      await api.sendChatAction(chatId, "typing");
      return { kind: "sent" };
    case "offerCommands": {
      const commands = describeCommands(texts(outgoing.language), commandsOf[outgoing.to]);
      await api.setMyCommands(commands, { scope: { type: "chat", chat_id: chatId } });
      return { kind: "sent" };
    }
    case "mail":
      return { kind: "refused", code: "NOT_FOR_TELEGRAM" };
  }
}

/** The message that is answered may have been deleted: the answer comes all the same. */
const answering = (messageId: number) => ({
  reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
});

const hidden = (text: string, offset: number) =>
  ({ type: "spoiler", offset, length: text.length - offset }) as const;

function need(target: number | undefined): number {
  if (target === undefined) throw new TypeError("A change needs the message that it changes");
  return target;
}

function resultOf(error: unknown): SendResult {
  if (error instanceof GrammyError) {
    const code = `TG_${error.error_code}`;
    const known = meanings.find(({ piece }) => error.description.includes(piece));
    if (known) return known.result;
    if (error.error_code === 429)
      return { kind: "later", code, afterSeconds: error.parameters.retry_after ?? 1 };
    if (error.error_code === 403) return { kind: "blocked", code };
    if (error.error_code === 401 || error.error_code === 404) return { kind: "unauthorized", code };
    if (error.error_code >= 500) return { kind: "failed", code };
    return { kind: "refused", code };
  }
  if (error instanceof HttpError) {
    const code = errorCode(error.error);
    const neverLeft = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(
      code,
    );
    return neverLeft
      ? { kind: "failed", code }
      : { kind: "unclear", code: code === "FetchError" ? "NO_ANSWER" : code };
  }
  // A fault of ours: this message can never be sent, and it must not hold up the chat.
  return { kind: "refused", code: errorCode(error) };
}
