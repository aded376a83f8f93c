import { asc, eq } from "drizzle-orm";
import { consent, consentParent, identityCheck, offer, unlinking } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { formatCalendarDay, formatWithYear } from "../../i18n/format-moment.ts";
import { autonyms, languageOf } from "../../i18n/language.ts";
import type { Item, Reader, Section } from "../../privacy/personal-part.ts";
import { sayOwnTime, sayRhythm } from "../calendar/say-own-time.ts";
import type { AlumnusView } from "../store.ts";

/** All that this room holds of a person, in sections: who they are, what they were offered, agreed to, and the phones they had. */
export async function showPerson(work: Work, view: AlumnusView, reader: Reader): Promise<readonly Section[]> {
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
    unlinked: unlinkings.map(({ at, reason, chatId, linkedAt, joinedAt, undoneAt }) => ({
      ...{ at, reason, telegramChat: chatId, linkedAt, joinedAt, undoneAt },
    })),
    asked: checks.map(({ askedAt, answer, answeredAt, outcome, decidedAt, chatId }) => ({
      ...{ askedAt, answer, answeredAt, outcome, decidedAt, telegramChat: chatId },
    })),
  };
  return { id: "accounts", title: t("rights:section.accounts"), items, data };
}
