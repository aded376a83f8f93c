/** Telegram's way to write an instant: whole seconds since 1970. */
export function unixTime(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
