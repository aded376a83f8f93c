import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import { alumnus, asker, caseWorker, invitation } from "../db/schema/index.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { lockOrganisation, type Office } from "./add-staff.ts";
import { openName } from "./details.ts";
import { findAnswerer } from "./find-answerer.ts";
import { sinceIfKnown } from "./find-hello.ts";
import { Refused } from "./find-organisation.ts";
import { findStaffByName } from "./find-staff.ts";
import { lookAgainAtAll } from "./look-again.ts";
import { may } from "./may.ts";
import { forgetMailbox } from "./reach/set-email.ts";
import type { AlumnusRow, CaseWorkerRow, OrganisationRow } from "./store.ts";

export interface Left {
  readonly worker: CaseWorkerRow;
  readonly name: string;
  /** Who got the young people; absent when there were none. */
  readonly heir?: string;
  readonly handedOver: number;
  /** Those young people: they have a new case worker, who says hello before the robot asks on (R12). */
  readonly moved: readonly AlumnusRow[];
  /** Whoever asks and was theirs to answer: they have somebody else now, and nothing to hear of it. */
  readonly movedAskers: readonly string[];
  /** The chat that was let go of: nothing of it is needed any more. */
  readonly chatId: number | null;
}

/**
 * Somebody leaves the staff: their young people go to a colleague, links end, the chat is let go of. Throws Refused, with
 * nothing changed, when the name is unknown, has left, or when young people would be left without anybody.
 */
export async function leaveStaff(
  { db, vault, now }: Pick<Office, "db" | "vault" | "now">,
  organisation: OrganisationRow,
  wanted: { readonly name: string; readonly handOverTo?: string },
): Promise<Left> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change the staff.");
  await lockOrganisation(db, organisation.id);
  const worker = await findStaffByName(db, vault, organisation, wanted.name);
  const name = await openName(db, vault, worker);
  const [row] = await db
    .select({ n: count() })
    .from(alumnus) // Who was forgotten altogether needs nobody any more.
    .where(and(eq(alumnus.caseWorkerId, worker.id), gt(sql`octet_length(${alumnus.details})`, 0)));
  const people = Number(row?.n ?? 0);
  const heir =
    wanted.handOverTo === undefined
      ? undefined
      : await findStaffByName(db, vault, organisation, wanted.handOverTo);
  if (people > 0 && !heir)
    throw new Refused(
      `${name} guides ${people} young ${people === 1 ? "person" : "people"}: say who takes over with --hand-over-to NAME. Nothing was changed.`,
    );
  if (heir?.id === worker.id) throw new Refused("Nobody can hand over to themselves. Nothing was changed.");
  const moved = heir
    ? await db
        .update(alumnus)
        .set({ caseWorkerId: heir.id, caseWorkerSince: sinceIfKnown(now) })
        .where(eq(alumnus.caseWorkerId, worker.id))
        .returning()
    : [];
  await lookAgainAtAll(
    { db, now },
    moved.map(({ id }) => id),
  );
  await db
    .update(invitation)
    .set({ revokedAt: now })
    .where(
      and(eq(invitation.caseWorkerId, worker.id), isNull(invitation.usedAt), isNull(invitation.revokedAt)),
    );
  await forgetMailbox({ db }, worker.id);
  await db
    .update(caseWorker)
    .set({ leftAt: now, chatId: null, email: null, emailConfirmedAt: null })
    .where(eq(caseWorker.id, worker.id));
  // Whoever asks has somebody to answer as long as anybody is on the staff.
  const answerer = heir ?? (await findAnswerer(db, organisation));
  const askers = answerer
    ? await db
        .update(asker)
        .set({ caseWorkerId: answerer.id })
        .where(eq(asker.caseWorkerId, worker.id))
        .returning({ id: asker.id })
    : [];
  await recordAccess(db, {
    at: now,
    actor: { kind: "operator" },
    action: "leaveStaff",
    subject: { kind: "caseWorker", id: worker.id },
    facts: { handedOver: people },
  });
  const heirName = heir && (await openName(db, vault, heir));
  return {
    worker: { ...worker, leftAt: now, chatId: null },
    name,
    handedOver: people,
    moved: moved.filter(({ details }) => details.length > 0),
    movedAskers: askers.map(({ id }) => id),
    chatId: worker.chatId,
    ...(heirName === undefined ? {} : { heir: heirName }),
  };
}
