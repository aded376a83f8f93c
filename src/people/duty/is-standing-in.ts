import type { Member } from "./duty.ts";

/**
 * Whether this one acts for somebody who is away: who stands in for them, or where nobody whose chat works does, whoever runs
 * the organisation (security.md 8, domain 7.1): only in the chat is anything taken over. Nobody stands in for who is there.
 */
export function isStandingIn(members: readonly Member[], absentId: string | null, byId: string): boolean {
  const absent = members.find(({ id }) => id === absentId);
  if (!absent || absent.id === byId) return false;
  if (absent.deputyId === byId) return true;
  const deputy = members.find(({ id }) => id === absent.deputyId);
  if (!absent.isAway || deputy?.channels.includes("telegram")) return false;
  return members.some(({ id, role }) => id === byId && role === "coordinator");
}
