/**
 * Whether a new case worker has still to introduce themselves (R12): another one than before since then, and no contact of this
 * one with the person since. Never for the first case worker.
 */
export const isHelloDue = (since: Date | null, lastContactAt: Date | undefined): boolean =>
  since !== null && (lastContactAt === undefined || lastContactAt < since);
