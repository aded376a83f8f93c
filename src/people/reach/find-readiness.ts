import type { Work } from "../../delivery/work.ts";
import { findSafetySheet } from "../safety/find-safety-sheet.ts";
import { findChannels } from "./find-channels.ts";
import { isProven, isReady, type NotReady } from "./is-ready.ts";

export interface Readiness {
  /** How many of the staff can be reached in Telegram, where alone an escalation can be taken. */
  readonly reachable: number;
  /** Why not; empty when the organisation is ready. */
  readonly reasons: readonly NotReady[];
}

/** Whether an organisation may ask its young people about danger: somebody hears of it, and the numbers are right. */
export async function findReadiness(
  { db, now }: Pick<Work, "db" | "now">,
  organisationId: string,
): Promise<Readiness> {
  const staff = await findChannels({ db }, organisationId);
  const reachable = staff.filter(({ telegram }) => isProven(telegram, now)).length;
  const sheet = await findSafetySheet({ db }, organisationId);
  return { reachable, reasons: isReady({ reachable, sheetCheckedAt: sheet?.checkedAt ?? null }, now) };
}
