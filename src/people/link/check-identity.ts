import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, isNull, lt, notExists, sql } from "drizzle-orm";
import { alumnus, chat, identityCheck } from "../../db/schema/index.ts";
import type { Outgoing } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import type { Say } from "../../i18n/texts.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { isMessageTime } from "../calendar/is-message-time.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { isGuided } from "../guidance-over.ts";
import { lookAgainAtStanding } from "../look-again.ts";
import { may } from "../may.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findChat,
  languageOfStaff,
  type OrganisationRow,
  viewAlumnus,
} from "../store.ts";
import { isSilentAccount, silentBefore } from "./is-silent-account.ts";
import { releasePhone, tellReleased } from "./unlink.ts";

type CheckRow = typeof identityCheck.$inferSelect;

/** The question about identity that is not decided yet. */
export async function findIdentityCheck({ db }: Pick<Work, "db">, alumnusId: string) {
  const [row] = await db
    .select()
    .from(identityCheck)
    .where(and(eq(identityCheck.alumnusId, alumnusId), isNull(identityCheck.outcome)));
  return row;
}

/** For a query over alumni and their chats: guided, silent for a year, and not asked yet. */
const isSilentUnasked = ({ db, now }: Pick<Work, "db" | "now">) =>
  and(
    isNull(alumnus.stoppedAt),
    isNotNull(alumnus.chatId),
    isNull(chat.blockedSince),
    isGuided(db),
    lt(chat.lastSeenAt, silentBefore(now)),
    notExists(
      db
        .select({ one: sql`1` })
        .from(identityCheck)
        .where(and(eq(identityCheck.alumnusId, alumnus.id), isNull(identityCheck.outcome))),
    ),
  );

/** Schools with such an account: one question for all of them, every minute. */
export async function findSchoolsWithSilentAccounts(
  work: Pick<Work, "db" | "now">,
): Promise<ReadonlySet<string>> {
  const rows = await work.db
    .selectDistinct({ id: alumnus.organisationId })
    .from(alumnus)
    .innerJoin(chat, eq(chat.chatId, alumnus.chatId))
    .where(isSilentUnasked(work));
  return new Set(rows.map(({ id }) => id));
}

/** Linked people of an organisation who are guided, whose account has been silent for a year and who have not been asked, a few at a time. */
export async function findSilentAccounts(
  work: Pick<Work, "db" | "now">,
  organisationId: string,
): Promise<AlumnusRow[]> {
  const rows = await work.db
    .select({ person: alumnus })
    .from(alumnus)
    .innerJoin(chat, eq(chat.chatId, alumnus.chatId))
    .where(and(eq(alumnus.organisationId, organisationId), isSilentUnasked(work)))
    .limit(20);
  return rows.map(({ person }) => person);
}

/**
 * For the staffed hours, when somebody can look at the answer, and not before it is a good time for the person: asks all of them. Of two instances at the same moment one asks: the
 * other finds the row already there.
 */
export async function askSilentAccounts(work: Work, organisation: OrganisationRow): Promise<void> {
  if (!isMessageTime(organisation, null, work.now)) return;
  for (const person of await findSilentAccounts(work, organisation.id))
    if (isMessageTime(organisation, person.ownTime, work.now))
      await askWhoItIs(work, await viewAlumnus(work, person));
}

/** True when this person's account was silent for a year and nobody has said since that it is still the same person. */
export async function isSilent({ db, now }: Pick<Work, "db" | "now">, row: AlumnusRow): Promise<boolean> {
  const found = row.chatId === null ? undefined : await findChat(db, row.chatId);
  return found !== undefined && isSilentAccount(found, now);
}

/**
 * Asks a silent account whether it is still the same person, in words that name nobody (security.md 10). Asked once;
 * `again` repeats it to somebody who writes without answering, and says that a human looks once it was answered.
 */
export async function askWhoItIs(
  work: Work,
  view: AlumnusView,
  options: { readonly again?: boolean } = {},
): Promise<void> {
  const { db, now } = work;
  const { id: alumnusId, chatId } = view.row;
  if (chatId === null) return;
  const [made] = await db
    .insert(identityCheck)
    .values({ id: randomUUID(), alumnusId, chatId, askedAt: now })
    .onConflictDoNothing()
    .returning();
  if (made) await lookAgainAtStanding(work, alumnusId);
  const row = made ?? (await findIdentityCheck(work, alumnusId));
  if (!row || (!made && !options.again)) return;
  const t = work.texts(view.language);
  if (row.answer) {
    await say(work, { chatId, outgoing: { kind: "say", text: t("people:silent.thanks") } });
    return;
  }
  const button = (answer: "same" | "other") => ({
    label: t(`people:silent.${answer}`),
    action: { do: "whoIsIt", check: row.id, answer } as const,
  });
  const buttons = [[button("same")], [button("other")]];
  await say(work, {
    chatId,
    ...(options.again ? {} : { lane: "invitation", promise: "atMostOnce" }),
    outgoing: {
      ...{ kind: "say", text: t("people:silent.ask"), buttons },
      spoken: spokenIn(view.language, "people:silent.ask"),
    },
  });
}

/** The question to the case worker: is it still the same person? */
export function askIdentityConfirmation(t: Say, row: Pick<CheckRow, "id">, name: string): Outgoing {
  const button = (answer: "yes" | "no") => ({
    label: t(`people:confirm.${answer}`),
    action: { do: "confirmIdentity", check: row.id, answer } as const,
  });
  return {
    kind: "say",
    text: t("people:silent.askWorker", { name }),
    buttons: [[button("yes"), button("no")]],
  };
}

/**
 * What the phone answers. "Somebody else" lets go of the phone at once; "the same" goes to the case worker, because whoever
 * holds the phone would say so. False for an old button or a double tap.
 */
export async function answerWhoItIs(
  work: Work,
  view: AlumnusView,
  checkId: string,
  answer: "same" | "other",
): Promise<boolean> {
  const { db, now } = work;
  const { row: person, worker, details } = view;
  const [row] = await db
    .update(identityCheck)
    .set({
      answer,
      answeredAt: now,
      ...(answer === "other" ? { outcome: "wrongPerson", decidedAt: now } : {}),
    })
    .where(
      and(
        eq(identityCheck.id, checkId),
        eq(identityCheck.alumnusId, person.id),
        isNull(identityCheck.answer),
        isNull(identityCheck.outcome),
      ),
    )
    .returning();
  if (!row || person.chatId === null) return false;
  const { chatId } = person;
  const t = work.texts(view.language);
  const text = t(answer === "same" ? "people:silent.thanks" : "people:silent.bye");
  if (answer === "other") await releasePhone(work, person, "silent");
  await say(work, { chatId, outgoing: { kind: "say", text } });
  if (worker.chatId === null) return true;
  const toWorker = work.texts(await languageOfStaff(db, worker));
  const name = details.firstName;
  const newCard = {
    label: toWorker("people:person.newCard"),
    action: { do: "newCard", alumnus: person.id } as const,
  };
  const outgoing: Outgoing =
    answer === "same"
      ? askIdentityConfirmation(toWorker, row, name)
      : { kind: "say", text: toWorker("people:silent.tellOther", { name }), buttons: [[newCard]] };
  await say(work, { chatId: worker.chatId, lane: "alert", outgoing });
  return true;
}

export type IdentityConfirmed =
  | { readonly ok: true; readonly person: AlumnusRow }
  | { readonly ok: false; readonly reason: "notYours" | "alreadyDecided" };

/** The case worker says whether it is still the same person. A no lets go of the phone, which is told neutrally. */
export async function confirmIdentity(
  work: Work,
  by: CaseWorkerRow,
  checkId: string,
  isSame: boolean,
): Promise<IdentityConfirmed> {
  const { db, now } = work;
  const [row] = await db.select().from(identityCheck).where(eq(identityCheck.id, checkId)).for("update");
  const person = row && (await findAlumnus(db, row.alumnusId));
  if (!row || !person || !may(actorOfStaff(by), "arrangeLink", await findSubject(work.db, person, work.now)))
    return { ok: false, reason: "notYours" };
  if (row.outcome || row.answer !== "same") return { ok: false, reason: "alreadyDecided" };
  await db
    .update(identityCheck)
    .set({ outcome: isSame ? "confirmed" : "wrongPerson", decidedAt: now, decidedBy: by.id })
    .where(eq(identityCheck.id, row.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: isSame ? "confirmIdentity" : "refuseIdentity",
    subject: { kind: "alumnus", id: person.id },
  });
  if (!isSame) {
    await releasePhone(work, person, "wrongPerson", by.id);
    await tellReleased(work, person, row.chatId);
    return { ok: true, person };
  }
  await db.update(chat).set({ silentSince: null }).where(eq(chat.chatId, row.chatId));
  await lookAgainAtStanding(work, person.id);
  const { language } = await viewAlumnus(work, person);
  const text = work.texts(language)("people:silent.confirmed");
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  return { ok: true, person };
}
