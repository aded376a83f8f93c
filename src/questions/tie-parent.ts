import { randomBytes, randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { tie, tieLink } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { hashToken, invitationDays } from "../people/link/invite.ts";
import { findGuesses, hasGuessedOften, noteWrongToken } from "../people/link/wrong-tokens.ts";
import { openAsker } from "../people/open-asker.ts";
import {
  type AlumnusView,
  findAlumnus,
  findAsker,
  languageOfStaff,
  viewAlumnus,
  viewAsker,
} from "../people/store.ts";
import { tellWorker } from "../people/tell-worker.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { introduce } from "./welcome-asker.ts";

const dayMilliseconds = 86_400_000;

/** What a link from a young person carries, or undefined for another. */
export const readTiePayload = (payload: string): string | undefined => /^tie-([\w-]{27})$/.exec(payload)?.[1];

/** Those whom a young person let belong to them. What a case worker matched after a worry is not told to them (R17). */
export const findOwnTies = (db: Db, alumnusId: string) =>
  db
    .select()
    .from(tie)
    .where(and(eq(tie.alumnusId, alumnusId), isNull(tie.tiedBy)))
    .orderBy(asc(tie.at), asc(tie.id));

/**
 * A young person lets somebody at home belong to them: what that means, who does already, and a link to pass on, which works once and
 * for a week. An earlier link ends.
 */
export async function offerTie(work: Work, view: AlumnusView, botUsername: string): Promise<void> {
  const { db, now } = work;
  const { id: alumnusId, chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const token = randomBytes(20).toString("base64url");
  const lastDay = new Date(now.getTime() + invitationDays * dayMilliseconds);
  // The last day counts whole.
  const expiresAt = new Date(lastDay.getTime() + dayMilliseconds);
  const values = { tokenHash: hashToken(token), expiresAt };
  await db
    .insert(tieLink)
    .values({ alumnusId, ...values })
    .onConflictDoUpdate({ target: tieLink.alumnusId, set: values });
  const day = (at: Date) => formatCalendarDay(view.language, localDay(view.organisation, at));
  const ties = await findOwnTies(db, alumnusId);
  const named = ties.map(({ id, at }, index) => ({ id, n: String(index + 1), day: day(at) }));
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: [
        t("questions:tie.how", { day: day(lastDay) }),
        ...named.map(({ n, day: since }) => t("questions:tie.since", { n, day: since })),
      ].join("\n"),
      buttons: named.map(({ id, n }) => [
        { label: t("questions:tie.remove", { n }), action: { do: "untie", tie: id } as const },
      ]),
    },
  });
  const link = `https://t.me/${botUsername}?start=tie-${token}`;
  await say(work, { chatId, outgoing: { kind: "say", text: link } });
}

/**
 * Somebody opens the link of a young person: from now on they belong together for the school, and can ask. Both sides and the case worker
 * are told; whoever opened it reads nothing of the young person. `own`: it is the young person themselves, so the link stays as it is.
 */
export async function tieByLink(
  work: Work,
  chatId: number,
  token: string,
  language: Language,
): Promise<"tied" | "own" | "unknown" | "tooMany"> {
  const { db, now } = work;
  const guesses = await findGuesses(db, now, chatId);
  if (hasGuessedOften(guesses)) return "tooMany";
  const works = and(eq(tieLink.tokenHash, hashToken(token)), gt(tieLink.expiresAt, now));
  const [found] = await db.select().from(tieLink).where(works).for("update");
  const alumnus = found && (await findAlumnus(db, found.alumnusId));
  if (!alumnus || alumnus.erasedAt) {
    await noteWrongToken(db, now, chatId, guesses);
    return "unknown";
  }
  if (alumnus.chatId === chatId) return "own";
  const view = await viewAlumnus(work, alumnus);
  const asker = await openAsker(work, view.organisation, chatId, language);
  if (!asker) return "unknown";
  await db.delete(tieLink).where(works);
  const [made] = await db
    .insert(tie)
    .values({ id: randomUUID(), askerId: asker.id, alumnusId: alumnus.id, tiedBy: null, at: now })
    .onConflictDoUpdate({ target: [tie.askerId, tie.alumnusId], set: { tiedBy: null, at: now } })
    .returning();
  await recordAccess(db, {
    at: now,
    actor: { kind: "alumnus", id: alumnus.id },
    action: "tieParent",
    subject: { kind: "alumnus", id: alumnus.id },
  });
  await introduce(work, asker, language, (t) =>
    t("questions:tie.welcome", { school: view.organisation.name }),
  );
  if (alumnus.chatId !== null && made) {
    const t = work.texts(view.language);
    const button = { label: t("questions:tie.wrong"), action: { do: "untie", tie: made.id } as const };
    const outgoing = { kind: "say", text: t("questions:tie.done"), buttons: [[button]] } as const;
    await say(work, { chatId: alumnus.chatId, outgoing });
  }
  await tellOfTie(work, view, asker.id, "tied");
  return "tied";
}

/** The young person does not want it any more. False for a tie that is not of their own making, or gone. */
export async function untie(work: Work, view: AlumnusView, tieId: string): Promise<boolean> {
  const { db, now } = work;
  const own = and(eq(tie.id, tieId), eq(tie.alumnusId, view.row.id), isNull(tie.tiedBy));
  const [gone] = await db.delete(tie).where(own).returning();
  if (!gone) return false;
  await recordAccess(db, {
    at: now,
    actor: { kind: "alumnus", id: view.row.id },
    action: "untieParent",
    subject: { kind: "alumnus", id: view.row.id },
  });
  await tellOfTie(work, view, gone.askerId, "untied");
  return true;
}

async function tellOfTie(
  work: Work,
  view: AlumnusView,
  askerId: string,
  what: "tied" | "untied",
): Promise<void> {
  const asker = await findAsker(work.db, askerId);
  if (!asker) return;
  const parent = (await viewAsker(work, asker)).details.firstName;
  const t = work.texts(await languageOfStaff(work.db, view.worker));
  await tellWorker(work, view, t(`questions:staff.${what}`, { parent, name: view.details.firstName }));
}

/** The young people to whom somebody who asks belongs, as far as anybody said so. */
export async function findTied(db: Db, askerId: string): Promise<readonly string[]> {
  const rows = await db
    .select({ id: tie.alumnusId })
    .from(tie)
    .where(eq(tie.askerId, askerId))
    .orderBy(asc(tie.at), asc(tie.id));
  return rows.map(({ id }) => id);
}
