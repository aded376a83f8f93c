import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, notExists, or, sql } from "drizzle-orm";
import {
  alumnus,
  asker,
  caseWorker,
  chat,
  consent,
  consentParent,
  identityCheck,
  invitation,
  invitationGuess,
  linking,
  offer,
  unlinking,
} from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay, formatWithYear } from "../i18n/format-moment.ts";
import { autonyms, languageOf } from "../i18n/language.ts";
import type { Item, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { nextMessageTime } from "./calendar/next-message-time.ts";
import { sayOwnTime, sayRhythm } from "./calendar/say-own-time.ts";
import { forgetStaff } from "./forget-staff.ts";
import { endLinking, languageOfLinking } from "./link/linking.ts";
import { personAtRest } from "./person-at-rest.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  type AskerRow,
  findAlumnus,
  isAsker,
  languageOfStaff,
  type PersonRow,
  viewAlumnus,
} from "./store.ts";
import { tellWorker } from "./tell-worker.ts";

async function gather(work: Work, view: AlumnusView, reader: Reader): Promise<readonly Section[]> {
  const { db } = work;
  const { id } = view.row;
  const consents = await db
    .select({ consent, parent: consentParent })
    .from(consent)
    .leftJoin(consentParent, eq(consentParent.consentId, consent.id))
    .where(eq(consent.alumnusId, id))
    .orderBy(asc(consent.seq));
  const offers = await db.select().from(offer).where(eq(offer.alumnusId, id)).orderBy(asc(offer.seq));
  const unlinkings = await db
    .select()
    .from(unlinking)
    .where(eq(unlinking.alumnusId, id))
    .orderBy(asc(unlinking.at));
  const checks = await db
    .select()
    .from(identityCheck)
    .where(eq(identityCheck.alumnusId, id))
    .orderBy(asc(identityCheck.askedAt));
  return [
    personSection(view, reader),
    offerSection(offers, reader),
    consentSection(consents, reader),
    accountSection(unlinkings, checks, reader),
  ];
}

function personSection(view: AlumnusView, { t, language, timeZone }: Reader): Section {
  const { row, details } = view;
  const moment = (instant: Date | null) =>
    instant ? formatWithYear(language, timeZone, instant) : undefined;
  const yesNo = (is: boolean) => t(is ? "rights:yes" : "rights:no");
  const situation = row.situation
    ? t(`checkin:situation.${row.situation}` as "checkin:situation.at_home")
    : undefined;
  const values = {
    name: `${details.firstName} ${details.lastName}`,
    birthDate: formatCalendarDay(language, details.birthDate),
    ownNumber: details.ownNumber,
    school: details.school,
    exitDate: formatCalendarDay(language, row.exitDate),
    destination: row.destination
      ? t(`checkin:situation.${row.destination}` as "checkin:situation.at_home")
      : undefined,
    followingOn: row.followingOn ? formatCalendarDay(language, row.followingOn) : undefined,
    nextSchool: details.nextSchool,
    municipality: details.municipality,
    phone: details.phone,
    email: details.email,
    secondContact: details.secondContact,
    language: autonyms[languageOf(row.language) ?? "nl"],
    situation,
    worker: view.workerName,
    joined: moment(row.linkedAt),
    sharedPhone: row.linkedAt ? yesNo(row.sharedPhone) : undefined,
    stopped: moment(row.stoppedAt),
    ownTime: row.ownTime ? sayOwnTime(t, view.organisation, row.ownTime) : undefined,
    rhythm: row.rhythm === "less" ? sayRhythm(t, row.rhythm) : undefined,
  };
  const items = Object.entries(values).flatMap(([name, text]): Item[] =>
    text ? [{ label: t(`rights:person.${name}` as "rights:person.name"), text }] : [],
  );
  const { schoolType, exitProfile, exitDate, preferredChannel, linkedAt, stoppedAt, sharedPhone, tidiesUp } =
    row;
  const data = {
    ...details,
    ...{ schoolType, exitProfile, exitDate, preferredChannel, language: row.language },
    ...{ situation: row.situation, situationSince: row.situationSince, caseWorker: view.workerName },
    ...{ atHomeSince: row.atHomeSince, ownTime: row.ownTime, rhythm: row.rhythm },
    ...{ destination: row.destination, followingOn: row.followingOn },
    ...{ telegramChat: row.chatId, linkedAt, sharedPhone, tidiesUp, stoppedAt, importedAt: row.createdAt },
  };
  return { id: "person", title: t("rights:section.person"), items, data };
}

type Answer = (typeof consent.$inferSelect)["answer"];

function consentSection(
  rows: readonly {
    readonly consent: typeof consent.$inferSelect;
    readonly parent: typeof consentParent.$inferSelect | null;
  }[],
  { t, language, timeZone }: Reader,
): Section {
  const said = (answer: Answer) => t(`rights:consent.${answer}`);
  const items = rows.map(({ consent: { at, answer, givenBy, purpose } }) => {
    const text = givenBy === "parent" ? t("rights:consent.byParent", { answer: said(answer) }) : said(answer);
    return {
      label: formatWithYear(language, timeZone, at),
      text: purpose === "agreement" ? t("rights:dated.agreement", { answer: text }) : text,
    };
  });
  const data = rows.map(({ consent: row, parent }) => {
    const { purpose, answer, textVersion, language: code, at, age, givenBy, channel } = row;
    const parentIs = parent ? { parent: parent.relation } : {};
    return { purpose, answer, textVersion, language: code, at, age, givenBy, channel, ...parentIs };
  });
  return { id: "consents", title: t("rights:section.consents"), items, data };
}

function offerSection(
  rows: readonly (typeof offer.$inferSelect)[],
  { t, language, timeZone }: Reader,
): Section {
  const items = rows.flatMap((row): Item[] => {
    const at = row.answeredAt ?? row.madeAt;
    const answer = row.answer ? t(`rights:consent.${row.answer}`) : t("rights:dated.none");
    const text = row.kind === "reoffer" ? t("rights:dated.again", { answer }) : answer;
    return at ? [{ label: formatWithYear(language, timeZone, at), text }] : [];
  });
  const data = rows.map(
    ({ kind, madeAt, delivery, answer, answeredAt, channel, textVersion, language: code }) => ({
      ...{ kind, madeAt, delivery, answer, answeredAt, channel, textVersion, language: code },
    }),
  );
  return { id: "offers", title: t("rights:section.offers"), items, data };
}

/** Phones that were let go of, and when we asked whether it is still the same person. */
function accountSection(
  unlinkings: readonly (typeof unlinking.$inferSelect)[],
  checks: readonly (typeof identityCheck.$inferSelect)[],
  { t, language, timeZone }: Reader,
): Section {
  const items = [
    ...unlinkings.map(({ at }) => ({
      label: formatWithYear(language, timeZone, at),
      text: t("rights:account.unlinked"),
    })),
    ...checks.map(({ askedAt }) => ({
      label: formatWithYear(language, timeZone, askedAt),
      text: t("rights:account.asked"),
    })),
  ];
  const data = {
    unlinked: unlinkings.map(({ at, reason, chatId, linkedAt, undoneAt }) => ({
      ...{ at, reason, telegramChat: chatId, linkedAt, undoneAt },
    })),
    asked: checks.map(({ askedAt, answer, answeredAt, outcome, decidedAt, chatId }) => ({
      ...{ askedAt, answer, answeredAt, outcome, decidedAt, telegramChat: chatId },
    })),
  };
  return { id: "accounts", title: t("rights:section.accounts"), items, data };
}

/**
 * What is left in the row counts for figures: the organisation, the school type, the exit profile, and the year of leaving.
 * The row itself keeps its place, because figures hang on it; its details are the caller's, who knows what has to stay.
 */
async function erase(work: Work, row: PersonRow): Promise<string[]> {
  return isAsker(row) ? eraseAsker(work, row) : eraseAlumnus(work, row);
}

/** Of somebody who asks nothing is left but that there was one. */
async function eraseAsker({ db, now }: Work, { id }: AskerRow): Promise<string[]> {
  await db
    .update(asker)
    .set({ details: Buffer.alloc(0), chatId: null, language: "nl", erasedAt: now })
    .where(eq(asker.id, id));
  return [];
}

async function eraseAlumnus(work: Work, row: AlumnusRow): Promise<string[]> {
  const { db, now, vault } = work;
  const keyIds: string[] = [];
  for (const one of await db.select().from(linking).where(eq(linking.alumnusId, row.id))) {
    keyIds.push(one.keyId);
    await vault.destroyKey(db, one.keyId, now);
  }
  await db.delete(offer).where(eq(offer.alumnusId, row.id));
  await db.delete(unlinking).where(eq(unlinking.alumnusId, row.id));
  await db.delete(identityCheck).where(eq(identityCheck.alumnusId, row.id));
  await db.delete(linking).where(eq(linking.alumnusId, row.id));
  await db.delete(invitation).where(eq(invitation.alumnusId, row.id));
  const consents = db.select({ id: consent.id }).from(consent).where(eq(consent.alumnusId, row.id));
  await db.delete(consentParent).where(inArray(consentParent.consentId, consents));
  await db.delete(consent).where(eq(consent.alumnusId, row.id));
  await db
    .update(alumnus)
    .set({
      ownNumberHash: `erased:${row.id}`,
      detailsHash: "",
      exitDate: `${row.exitDate.slice(0, 4)}-01-01`,
      language: "nl",
      preferredChannel: "telegram",
      situation: null,
      situationSince: null,
      atHomeSince: null,
      followingOn: null,
      ownTime: null,
      rhythm: "planned",
      chatId: null,
      linkedAt: null,
      sharedPhone: false,
      tidiesUp: false,
      joinedAt: null,
      stoppedAt: null,
      consentLookAt: null,
      erasedAt: now,
    })
    .where(eq(alumnus.id, row.id));
  return keyIds;
}

/** Removes ways from a card to being known; what was answered to the offer stays without them. */
async function forgetCards({ db }: Pick<Work, "db">, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(offer)
    .set({ linkingId: null })
    .where(inArray(offer.linkingId, [...ids]));
  await db.delete(linking).where(inArray(linking.id, [...ids]));
}

async function eraseChat(work: Work, chatId: number): Promise<string[]> {
  const { db, now, vault } = work;
  const rows = await db.select().from(linking).where(eq(linking.chatId, chatId));
  for (const { keyId } of rows) await vault.destroyKey(db, keyId, now);
  await forgetCards(
    work,
    rows.map(({ id }) => id),
  );
  await db.delete(unlinking).where(eq(unlinking.chatId, chatId));
  await db.delete(identityCheck).where(eq(identityCheck.chatId, chatId));
  await db.delete(invitationGuess).where(eq(invitationGuess.chatId, chatId));
  await db.delete(chat).where(eq(chat.chatId, chatId));
  return rows.map(({ keyId }) => keyId);
}

async function forgetGuesses({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const old = db
    .select({ id: invitationGuess.chatId })
    .from(invitationGuess)
    .where(lte(invitationGuess.since, before))
    .limit(most);
  return (await db.delete(invitationGuess).where(inArray(invitationGuess.chatId, old)).returning()).length;
}

const one = sql`1`;

async function forgetStrangers({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const isNobody = (table: typeof alumnus | typeof asker | typeof caseWorker | typeof linking) =>
    notExists(db.select({ one }).from(table).where(sql`${table.chatId} = ${chat.chatId}`));
  const old = db
    .select({ id: chat.chatId })
    .from(chat)
    .where(
      and(
        lte(chat.lastSeenAt, before),
        ...[isNobody(alumnus), isNobody(asker), isNobody(caseWorker), isNobody(linking)],
      ),
    )
    .limit(most);
  return (await db.delete(chat).where(inArray(chat.chatId, old)).returning()).length;
}

/** Ends what nobody confirmed, and tells both sides; forgets what ended without a yes. What is open with a human waits. */
async function endLinkings(work: Work, { organisationId, before, most }: RetentionRun): Promise<number> {
  const { db } = work;
  const rows = await db
    .select({ linking })
    .from(linking)
    .innerJoin(alumnus, eq(alumnus.id, linking.alumnusId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId ?? ""),
        or(
          and(isNull(linking.outcome), lte(linking.startedAt, before)),
          and(isNotNull(linking.outcome), ne(linking.outcome, "confirmed"), lte(linking.decidedAt, before)),
        ),
        personAtRest(db),
      ),
    )
    .limit(most);
  for (const { linking: row } of rows) {
    if (row.outcome) await forgetCards(work, [row.id]);
    else await expire(work, row);
  }
  return rows.length;
}

async function expire(work: Work, row: typeof linking.$inferSelect): Promise<void> {
  await endLinking(work, row, "expired");
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person) return;
  const view = await viewAlumnus(work, person);
  const { details, worker, organisation } = view;
  const t = work.texts(languageOfLinking(row));
  // What is old is looked for at any hour; nobody's phone rings for it at night.
  await say(work, {
    chatId: row.chatId,
    dueAt: nextMessageTime(organisation, person.ownTime, work.now),
    outgoing: { kind: "say", text: t("rights:expired.person") },
  });
  const toWorker = work.texts(await languageOfStaff(work.db, worker));
  await tellWorker(work, view, toWorker("rights:expired.worker", { name: details.firstName }));
}

/** Who somebody is, how they came in and what they agreed to. */
export const peoplePart: PersonalPart = {
  name: "people",
  gather,
  erase,
  eraseChat,
  retain: {
    guesses: forgetGuesses,
    strangerChats: forgetStrangers,
    linkings: endLinkings,
    staff: forgetStaff,
  },
};
