import { type Language, languageOf } from "../../i18n/language.ts";

/** Tokens have this many characters, so what follows one is no part of it. */
const tokenLength = 27;

/** What `t.me/<bot>?start=` carries: a token, and on newer cards the language that the card was printed in. */
export interface StartPayload {
  readonly token: string;
  readonly language?: Language;
}

/** A language behind the token, as in `…-ar`. Cards without one go on working; an unknown one is as good as none. */
export function readStartPayload(payload: string): StartPayload {
  const suffix = /^-([a-z]{2,3})$/.exec(payload.slice(tokenLength))?.[1];
  if (suffix === undefined) return { token: payload };
  const language = languageOf(suffix);
  return { token: payload.slice(0, tokenLength), ...(language ? { language } : {}) };
}

/** The payload of a card: Telegram takes 64 characters of A-Z, a-z, 0-9, _ and -. */
export const startPayload = (token: string, language: Language): string => `${token}-${language}`;
