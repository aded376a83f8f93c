import { randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { alumnus, consent } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import { decideHold, type Hold } from "../decide-hold.ts";
import { lookAgain } from "../look-again.ts";
import type { AlumnusView, OrganisationRow } from "../store.ts";
import { type ConsentTo, publishConsentWords } from "./consent-words.ts";
import { ageAt, isOldEnough } from "./is-old-enough.ts";

export type ConsentRow = typeof consent.$inferSelect;
export type ConsentChannel = ConsentRow["channel"];

const purposeOf = {
  ...{ telegram: "telegram", guidance: "guidance", sixteen: "telegram", agreement: "agreement" },
  ...{ parentTelegram: "telegram", parentGuidance: "guidance", parentAgreement: "agreement" },
} as const satisfies Record<string, ConsentRow["purpose"]>;
const ofParents: ReadonlySet<ConsentTo> = new Set(["parentTelegram", "parentGuidance", "parentAgreement"]);

export interface GivenConsent {
  readonly to: keyof typeof purposeOf;
  readonly answer: ConsentRow["answer"];
  readonly language: Language;
  readonly channel: ConsentChannel;
  /** The case worker who wrote it down; absent when the person did it themselves, or the operator. */
  readonly recordedBy?: string;
  /** When it was given, if that was before now. */
  readonly at?: Date;
  /** The words as they were then, if they were published already. */
  readonly textVersion?: string;
}

/**
 * Writes down a yes, a no or a withdrawal as a record of its own: which words, in which language, at which age, by whom and
 * how. Nothing is ever changed; the newest record counts. A first yes before sixteen is looked at again every day, until
 * the person is sixteen. Returns the record.
 */
export async function recordConsent(
  work: Work,
  view: Pick<AlumnusView, "row" | "details" | "organisation">,
  given: GivenConsent,
): Promise<ConsentRow> {
  const { db, now } = work;
  const at = given.at ?? now;
  const age = ageAt(view.details.birthDate, at, view.organisation.timeZone);
  const isParent = ofParents.has(given.to);
  const [row] = await db
    .insert(consent)
    .values({
      id: randomUUID(),
      alumnusId: view.row.id,
      purpose: purposeOf[given.to],
      answer: given.answer,
      textVersion: given.textVersion ?? (await publishConsentWords(work, given.language, given.to)),
      language: given.language,
      at,
      age,
      givenBy: isParent ? "parent" : "alumnus",
      channel: given.channel,
      recordedBy: given.recordedBy ?? null,
    })
    .returning();
  if (!row) throw new Error("A consent that was not stored");
  await lookAgain(work, view.row.id);
  if (!isParent && given.answer === "yes" && given.to !== "agreement") {
    const lookAt = isOldEnough(age) ? null : new Date(now.getTime() + 86_400_000);
    await db.update(alumnus).set({ consentLookAt: lookAt }).where(eq(alumnus.id, view.row.id));
  }
  return row;
}

/** The newest record of the person, or of a parent, for this purpose. */
export async function findConsent(
  db: Db,
  alumnusId: string,
  givenBy: ConsentRow["givenBy"],
  purpose: ConsentRow["purpose"],
): Promise<ConsentRow | undefined> {
  const [row] = await db
    .select()
    .from(consent)
    .where(and(eq(consent.alumnusId, alumnusId), eq(consent.givenBy, givenBy), eq(consent.purpose, purpose)))
    .orderBy(desc(consent.seq))
    .limit(1);
  return row;
}

/** With or without Telegram: what a yes of this person is about. */
export const purposeNow = (row: AlumnusView["row"]): ConsentRow["purpose"] =>
  row.chatId === null ? "guidance" : "telegram";

/** Whether a yes of this person still waits for a parent's, or for one of their own now that they are sixteen. */
export async function findHold(
  work: Pick<Work, "db" | "now">,
  view: Pick<AlumnusView, "row" | "details" | "organisation">,
): Promise<Hold | undefined> {
  const purpose = purposeNow(view.row);
  const ageNow = ageAt(view.details.birthDate, work.now, view.organisation.timeZone);
  const own = await findConsent(work.db, view.row.id, "alumnus", purpose);
  const parent = await findConsent(work.db, view.row.id, "parent", purpose);
  const lacksAgreement = await isUnagreed(work.db, view);
  return decideHold({ ageAtOwnYes: own?.age ?? null, ageNow, parent: parentAnswer(parent), lacksAgreement });
}

/** Whom a school asks to agree (CAP-03): nobody, the young person, or a parent as well. */
export const partiesOf = ({
  agreement,
}: Pick<OrganisationRow, "agreement">): readonly ConsentRow["givenBy"][] =>
  agreement === "off" ? [] : agreement === "alumnus" ? ["alumnus"] : ["alumnus", "parent"];

/** The school asks nothing before they agreed, and one of them has not. */
async function isUnagreed(
  db: Db,
  { row, organisation }: Pick<AlumnusView, "row" | "organisation">,
): Promise<boolean> {
  if (!organisation.agreementNeeded) return false;
  for (const party of partiesOf(organisation))
    if ((await findConsent(db, row.id, party, "agreement"))?.answer !== "yes") return true;
  return false;
}

/** A parent's yes or no; anything else is none. */
export const parentAnswer = (row: Pick<ConsentRow, "answer"> | undefined): "yes" | "no" | undefined =>
  row?.answer === "yes" || row?.answer === "no" ? row.answer : undefined;
