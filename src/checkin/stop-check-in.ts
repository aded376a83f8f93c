import { and, eq, inArray } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { running } from "./store.ts";

/** Ends a running check-in because the person stopped. What was answered stays; an escalation stays open. */
export async function stopCheckIn(work: Work, alumnusId: string): Promise<void> {
  await work.db
    .update(checkIn)
    .set({ state: "stopped", awaiting: null, askedId: null, endedAt: work.now })
    .where(and(eq(checkIn.alumnusId, alumnusId), inArray(checkIn.state, [...running])));
}
