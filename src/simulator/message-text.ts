import type { MessageEntity } from "@grammyjs/types";
import { checkHtml } from "./check-html.ts";
import { badRequest } from "./refusal.ts";

/** A text with its formatting, as a message keeps it. */
export interface MessageText {
  text: string;
  entities: MessageEntity[];
}

/** A text as a call gives it. */
export interface GivenText {
  text: string;
  parse_mode?: string | undefined;
  entities?: MessageEntity[] | undefined;
}

/** What may be written, and how Telegram says that it is too much. */
export interface TextRule {
  longest: number;
  tooLong: string;
  mayBeEmpty: boolean;
}

/** Checks a text as Telegram does and answers what the message keeps. Throws a Refusal 400. */
export function messageText(given: GivenText, rule: TextRule): MessageText {
  if (given.text === "" && !rule.mayBeEmpty) throw badRequest("message text is empty");
  const plain = given.parse_mode === undefined ? given.text : plainText(given.text, given.parse_mode);
  const entities = given.entities ?? [];
  for (const entity of entities) checkEntity(entity, plain.length);
  // Telegram cuts blank space off; in front only where that moves no formatting.
  const text = entities.length > 0 ? plain.trimEnd() : plain.trim();
  if (text === "" && !rule.mayBeEmpty) throw badRequest("text must be non-empty");
  if (text.length > rule.longest) throw badRequest(rule.tooLong);
  return { text, entities };
}

function plainText(text: string, mode: string): string {
  if (mode.toLowerCase() !== "html") throw badRequest("unsupported parse_mode");
  return checkHtml(text);
}

function checkEntity(entity: MessageEntity, length: number): void {
  const { offset } = entity;
  if (offset < 0 || entity.length <= 0) {
    throw badRequest("can't parse MessageEntity: offset or length is out of range");
  }
  if (offset + entity.length > length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${length}`,
    );
  }
}
