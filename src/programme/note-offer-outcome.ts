import type { Work } from "../delivery/work.ts";
import { settleOffer } from "../people/link/keep-offer.ts";
import { findAlumnus, viewAlumnus } from "../people/store.ts";
import { openTask } from "./open-task.ts";

/**
 * What became of the robot's message with an offer in it. A second offer that did not arrive goes to a human, who has another
 * way (LAW-11).
 */
export async function noteOfferOutcome(
  work: Work,
  offerId: string,
  state: Parameters<typeof settleOffer>[2],
): Promise<void> {
  const failed = await settleOffer(work, offerId, state);
  if (failed?.kind !== "reoffer") return;
  const person = await findAlumnus(work.db, failed.alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return;
  await openTask(work, await viewAlumnus(work, person), { kind: "reoffer", about: "undelivered" });
}
