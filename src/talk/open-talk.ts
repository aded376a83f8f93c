import { randomUUID } from "node:crypto";
import { talk } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Refused } from "../escalation/find-to-contact.ts";
import { moveEscalation } from "../escalation/move-escalation.ts";
import { findLastMove } from "../escalation/store.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { type CaseWorkerRow, findCaseWorker } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { findToWrite } from "./find-to-write.ts";
import { sayTalk, takeInHand } from "./show-talk.ts";
import { leaveTalks, lockRunningTalk, type TalkRow } from "./store.ts";
import { viewTalk, wipeButton } from "./talk-view.ts";

/**
 * A case worker begins to write with a young person. The young person is told who is there, once; on a phone that others use
 * they are asked first whether writing is safe now, in neutral words, and nothing is passed on before a yes. An escalation
 * that nobody has, or somebody who is away, is taken with it. One talk a person: somebody who has it already sees it again (and has
 * again what came back meanwhile), a colleague is told who has it (`takenByOther`). Refuses as `findToWrite` does.
 */
export async function openTalk(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
): Promise<Refused | { readonly ok: true; readonly talk: TalkRow }> {
  const { db, now, vault } = work;
  const running = await lockRunningTalk(db, personId);
  const found = await findToWrite(work, by, personId, running?.ownerId);
  if (!found.ok) return found;
  if (running && running.ownerId !== by.id) {
    const owner = await findCaseWorker(db, running.ownerId);
    const ownerName = owner ? firstNameOf(await openName(db, vault, owner)) : "";
    return { ok: false, reason: "takenByOther", ownerName };
  }
  if (running) {
    const { running: came } = found;
    // It came back while they talked; what was passed on is for whoever was asked to take it. Whoever may not take it goes on talking.
    if (came && came.ownerId === null && (await findLastMove(db, came.id))?.kind !== "handOver")
      await moveEscalation(work, by, came.id, { do: "take", byTalk: true });
    await takeInHand(work, running);
    return { ok: true, talk: running };
  }
  const { person, running: alert, theirChatId } = found;
  if (alert && alert.ownerId !== by.id) {
    const moved = await moveEscalation(work, by, alert.id, { do: "take", byTalk: true });
    if (!moved.ok) return moved;
  }
  await leaveTalks(db, by.id);
  const [row] = await db
    .insert(talk)
    .values({
      id: randomUUID(),
      personId: person.id,
      ownerId: by.id,
      state: person.sharedPhone ? "asked" : "open",
      openedAt: now,
      lastAt: now,
      atHand: true,
    })
    .onConflictDoNothing()
    .returning();
  // A colleague was faster by a blink: the second try finds theirs.
  if (!row) throw new Error("Two talks with one person at the same moment");
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "beginTalk",
    subject: { kind: "alumnus", id: person.id },
  });
  await lookAgainAtStanding(work, person.id);
  await tellBegun(work, row, theirChatId);
  await sayTalk(work, row);
  return { ok: true, talk: row };
}

/** The young person hears who is there now; on a shared phone they are asked whether it is a good moment, without a why. */
export async function tellBegun(work: Work, row: TalkRow, chatId: number): Promise<void> {
  const seen = await viewTalk(work, row);
  if (!seen) return;
  const { toPerson: t, ownerName: worker } = seen;
  const { language } = seen.view;
  const button = (answer: "yes" | "no" | "call") => ({
    label: t(`talk:safe.${answer}`),
    action: { do: "talkSafe", talk: row.id, answer } as const,
  });
  const outgoing =
    row.state === "asked"
      ? {
          text: t("talk:safe.ask", { worker }),
          spoken: spokenIn(language, "talk:safe.ask"),
          buttons: [[button("yes")], [button("no"), button("call")]],
        }
      : {
          text: t("talk:begun", { worker }),
          spoken: spokenIn(language, "talk:begun"),
          // Somebody may come in at any moment, and whoever stops in the middle reads nothing more of it.
          ...(seen.view.row.sharedPhone ? { buttons: [[wipeButton(seen, row)]] } : {}),
        };
  await say(work, {
    chatId,
    subject: { kind: "talkNotice", id: row.id },
    outgoing: { kind: "say", ...outgoing },
  });
}
