import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { HeldGroup } from "../db/schema/chat-expects.ts";
import { caseWorker, chat } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { decideHeld } from "./decide-held.ts";
import { arrivalOf, askForWhom, giveBack, keepHeld } from "./hold-words.ts";
import { findTalksOf } from "./store.ts";

/**
 * Once a minute: words that wait for a tap are asked about again when the question never came, and given back when nobody chose
 * in time. Those of somebody who has left the staff are forgotten.
 */
export async function tendHeldWords(work: Work): Promise<void> {
  const { db, now } = work;
  const isTheirs = and(eq(caseWorker.chatId, chat.chatId), isNull(caseWorker.leftAt));
  const rows = await db
    .select({ chat, by: caseWorker })
    .from(chat)
    .leftJoin(caseWorker, isTheirs)
    .where(isNotNull(chat.heldWords))
    .for("update", { of: chat });
  for (const {
    chat: { chatId, heldWords, blockedSince },
    by,
  } of rows) {
    const kept: HeldGroup[] = [];
    for (const group of by ? (heldWords ?? []) : []) {
      const arrival = await arrivalOf(db, group.message);
      const next = decideHeld(group, { arrival, isBlocked: blockedSince !== null, now });
      if (next === "wait") kept.push(group);
      if (next === "wait" || next === "forget" || !by) continue;
      const talks = next === "ask" ? await findTalksOf(db, by.id) : [];
      if (!group.isGivenBack)
        await say(work, { chatId, targetId: group.message, outgoing: { kind: "takeBack" } });
      kept.push(
        talks.length > 0
          ? await askForWhom(work, by, chatId, group, talks)
          : await giveBack(work, by, chatId, group),
      );
    }
    await keepHeld(db, chatId, kept);
  }
}
