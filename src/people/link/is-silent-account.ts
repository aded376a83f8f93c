/** An account that was not heard from for this long may belong to somebody else by now: numbers are given out again (security.md 10). */
export const silentDays = 365;

/** The instant before which a last sign of life makes an account silent. */
export const silentBefore = (now: Date): Date => new Date(now.getTime() - silentDays * 86_400_000);

/** True when it must be asked who it is before anything personal is sent: silent now, or silent until the message that just came. */
export function isSilentAccount(
  chat: { readonly lastSeenAt: Date; readonly silentSince: Date | null },
  now: Date,
): boolean {
  return chat.silentSince !== null || chat.lastSeenAt < silentBefore(now);
}
