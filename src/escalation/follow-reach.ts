import type { Work } from "../delivery/work.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import { tellOwner } from "./decide-step.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { wasSaidByCard } from "./find-doubt.ts";
import { carryOut } from "./notify.ts";
import { justRang } from "./ring-owner.ts";
import { lockRunningEscalation, recordEvent, stateOf, updateEscalation } from "./store.ts";

/**
 * Somebody can be written to no more (STOP, or the chat is closed to us), or can again, or it became known who wrote: the messages
 * about them say so. In a crisis whoever has it hears it at once, at whatever hour, and so does who acts for them; while nobody
 * has it the chain rings by itself. Nothing where nothing runs. `by`: whoever did it knows it already. `rings`: false for what is known
 * better now and changes nothing. `isRefreshed`: what was raised in this transaction has changed the messages.
 */
export async function followReach(
  work: Work,
  personId: string,
  {
    by,
    rings = true,
    isRefreshed = false,
  }: { readonly by?: string; readonly rings?: boolean; readonly isRefreshed?: boolean } = {},
): Promise<void> {
  const { db, now } = work;
  const running = await lockRunningEscalation(db, personId);
  if (!running) return;
  const { ownerId, severity } = running;
  const isToRing = rings && severity === "crisis" && ownerId !== null && ownerId !== by;
  if (!isToRing || (await justRang(work, personId, ownerId)))
    return carryOut(work, running, isRefreshed ? [] : [{ do: "refresh" }]);
  const { state, effects } = tellOwner(stateOf(running), await findCircumstances(work, running));
  const row = await updateEscalation(db, running, state);
  // Whoever had it cannot be reached: it went back to everybody.
  if (state.ownerId === null) await recordEvent(db, row, { at: now, kind: "raised" });
  await carryOut(
    work,
    row,
    effects.filter((effect) => !isRefreshed || effect.do !== "refresh"),
  );
}

/** STOP by whoever used a card that nobody has confirmed: told where what they said led to an escalation. */
export async function followCard(work: Work, { id, alumnusId }: LinkingRow): Promise<void> {
  const running = await lockRunningEscalation(work.db, alumnusId);
  if (running && (await wasSaidByCard(work.db, running.id, id))) await followReach(work, alumnusId);
}
