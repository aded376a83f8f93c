import { Temporal } from "temporal-polyfill";
import type { Phone } from "../../src/simulator/phone.ts";
import type { Agenda } from "./agenda.ts";
import { zone } from "./plan-world.ts";

/** A message with buttons that has come in on a phone, or has changed there. */
export interface SeenMessage {
  readonly chat: number;
  readonly message: number;
  readonly buttons: readonly string[];
}

/** What everybody in this world lives with. */
export interface Life {
  readonly agenda: Agenda;
  /** Milliseconds since 1970. */
  now(): number;
  phone(chatId: number): Phone;
  /** A fresh card for somebody, as it is handed out. */
  card(chatId: number): Promise<string>;
  /** The id of somebody by chat, as 22 characters: what buttons carry. */
  shortIdOf(chatId: number): string;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The next moment at or after this one at which people are awake. */
export function awake(at: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO(zone);
  return local.hour < 7 ? at + 8 * hour : at;
}

/** An instant on a local day. */
export const onDay = (date: string, time: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;

/** The last part of a button's data: what is chosen. */
export const verbOf = (data: string): string => data.split(":").at(-1) ?? "";
/** The kind of button: the code before the first colon. */
export const codeOf = (data: string): string => data.split(":", 1)[0] ?? "";
/** The id that it is about. */
export const subjectOf = (data: string): string => data.split(":")[1] ?? "";

/** Taps a button of a message that may have gone in the meantime, as a phone in a pocket allows. Whoever blocked the bot taps nothing. */
export function tap(life: Life, chat: number, message: number, data: string): void {
  const phone = life.phone(chat);
  if (!phone.blocked()) phone.tapData(data, message);
}
