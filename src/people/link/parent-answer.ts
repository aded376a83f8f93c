import { and, eq } from "drizzle-orm";
import { consent, consentParent } from "../../db/schema/index.ts";
import { dropLaterAbout } from "../../delivery/drop-unsent.ts";
import type { Outgoing } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import type { Language } from "../../i18n/language.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { nextHumanTime } from "../calendar/next-human-time.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { type Actor, may } from "../may.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "../store.ts";
import { isOldEnough } from "./is-old-enough.ts";
import { findConsent, parentAnswer, purposeNow, recordConsent } from "./record-consent.ts";

export const parentHows = ["paper", "phone", "inPerson", "no"] as const;
/** A parent's yes and how it was given, or a no. */
export type ParentHow = (typeof parentHows)[number];
export const relations = ["mother", "father", "guardian"] as const;
export type Relation = (typeof relations)[number];

const wordsFor = (view: AlumnusView) =>
  purposeNow(view.row) === "telegram" ? "people:parent.words.telegram" : "people:parent.words.guidance";

/** The task: what to ask a parent, in words that can be read out, and what the parent said. */
export function parentTask({ texts }: Pick<Work, "texts">, language: Language, view: AlumnusView): Outgoing {
  const t = texts(language);
  const { workerName: worker, details, row } = view;
  const button = (how: ParentHow) => ({
    label: t(`people:parent.answer.${how}`),
    action: { do: "parent", alumnus: row.id, how } as const,
  });
  const words = checkedText(texts, language, wordsFor(view), { worker });
  const text = t("people:parent.ask", { name: details.firstName, words });
  return {
    kind: "say",
    text,
    buttons: [
      [button("paper"), button("phone")],
      [button("inPerson"), button("no")],
    ],
  };
}

/** Puts the task into the chat of the responsible case worker; without a chat it stands on the list alone. */
export async function askForParent(work: Work, view: AlumnusView): Promise<void> {
  if (view.worker.chatId === null) return;
  const outgoing = parentTask(work, await languageOfStaff(work.db, view.worker), view);
  await say(work, { chatId: view.worker.chatId, lane: "alert", outgoing });
}

export type ParentAnswered =
  | {
      readonly ok: true;
      readonly answer: "yes" | "no";
      readonly consentId: string;
      readonly person: AlumnusRow;
    }
  | { readonly ok: false; readonly reason: "notYours" | "notNeeded" | "already" };

/**
 * Writes down what a parent said about somebody who said yes before sixteen. The newest answer counts, so a mistake is put
 * right with the other button; the same one twice changes nothing. The young person hears of it, neutrally on a shared phone, in
 * the hours of messages or of the school.
 */
export async function recordParentAnswer(
  work: Work,
  by: CaseWorkerRow | "operator",
  alumnusId: string,
  how: ParentHow,
): Promise<ParentAnswered> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  const actor: Actor = by === "operator" ? { kind: "operator" } : actorOfStaff(by);
  if (!person || !may(actor, "recordConsent", await findSubject(work.db, person, work.now)))
    return { ok: false, reason: "notYours" };
  const view = await viewAlumnus(work, person);
  const purpose = purposeNow(person);
  const own = await findConsent(db, person.id, "alumnus", purpose);
  if (own?.answer !== "yes" || isOldEnough(own.age ?? 16)) return { ok: false, reason: "notNeeded" };
  const answer = how === "no" ? "no" : "yes";
  if (parentAnswer(await findConsent(db, person.id, "parent", purpose)) === answer)
    return { ok: false, reason: "already" };
  const language = by === "operator" ? view.language : await languageOfStaff(db, by);
  const row = await recordConsent(work, view, {
    to: purpose === "telegram" ? "parentTelegram" : "parentGuidance",
    answer,
    language,
    channel: how === "no" ? "unknown" : how,
    ...(by === "operator" ? {} : { recordedBy: by.id }),
  });
  await recordAccess(db, {
    at: now,
    actor: by === "operator" ? { kind: "operator" } : { kind: "caseWorker", id: by.id },
    action: "recordParentAnswer",
    subject: { kind: "alumnus", id: person.id },
    facts: { answer, how },
  });
  await tellPerson(work, view, answer);
  return { ok: true, answer, consentId: row.id, person };
}

/**
 * They wait for days, not for this minute, and whoever explains a no is not there at night. What was written down before and still
 * waits for a good hour makes way.
 */
async function tellPerson(work: Work, view: AlumnusView, answer: "yes" | "no"): Promise<void> {
  const { chatId, sharedPhone, id } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const yes = sharedPhone ? "people:parent.tellYesShared" : "people:parent.tellYes";
  const text = t(answer === "yes" ? yes : "people:parent.tellNo", { worker: view.workerName });
  const subject = { kind: "parentAnswer", id } as const;
  await dropLaterAbout(work, subject);
  const dueAt = nextHumanTime(view.organisation, work.now);
  await say(work, { chatId, lane: "relay", subject, dueAt, outgoing: { kind: "say", text } });
}

/** Adds which parent it was. False when it is not this case worker's, or was written down already. */
export async function recordRelation(
  work: Work,
  by: CaseWorkerRow,
  consentId: string,
  relation: Relation,
): Promise<boolean> {
  const { db, now } = work;
  const [row] = await db
    .select()
    .from(consent)
    .where(and(eq(consent.id, consentId), eq(consent.givenBy, "parent")));
  const person = row && (await findAlumnus(db, row.alumnusId));
  if (!person || !may(actorOfStaff(by), "recordConsent", await findSubject(work.db, person, work.now)))
    return false;
  const added = await db
    .insert(consentParent)
    .values({ consentId, relation, at: now, recordedBy: by.id })
    .onConflictDoNothing()
    .returning({ id: consentParent.consentId });
  return added.length === 1;
}
