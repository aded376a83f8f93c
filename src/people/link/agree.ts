import { and, desc, eq, ne } from "drizzle-orm";
import { outbox } from "../../db/schema/index.ts";
import { dropLaterAbout } from "../../delivery/drop-unsent.ts";
import type { Button } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { formatDay } from "../../i18n/format-moment.ts";
import type { Language } from "../../i18n/language.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import type { Say } from "../../i18n/texts.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { nextHumanTime } from "../calendar/next-human-time.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { lookAgain } from "../look-again.ts";
import { may } from "../may.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  isReachable,
  languageOfStaff,
  viewAlumnus,
} from "../store.ts";
import { type ConsentRow, findConsent, partiesOf, recordConsent } from "./record-consent.ts";

export const agreementHows = ["paper", "phone", "inPerson", "no"] as const;
export type AgreementHow = (typeof agreementHows)[number];
type Party = "alumnus" | "parent";

const said = ({ db }: Pick<Work, "db">, view: AlumnusView, party: Party) =>
  findConsent(db, view.row.id, party, "agreement");

/**
 * Asks in the chat what both promise each other, with one tap to agree, at `dueAt`; a question that still waits makes way. Whoever
 * does not goes on as before (LAW-10), unless the school asks nothing without it. False where the school does not use it, or the chat
 * cannot be reached.
 */
export async function askAgreement(work: Work, view: AlumnusView, dueAt = work.now): Promise<boolean> {
  const { chatId, stoppedAt } = view.row;
  if (partiesOf(view.organisation).length === 0 || chatId === null || stoppedAt !== null) return false;
  if (!(await isReachable(work.db, chatId))) return false;
  const t = work.texts(view.language);
  const button = (answer: "yes" | "notNow") => ({
    label: t(`people:agreement.${answer}`),
    action: { do: "agree", answer } as const,
  });
  const { language, workerName: worker } = view;
  const text = checkedText(work.texts, language, "people:agreement.words.alumnus", { worker });
  await dropAsked(work, view);
  await say(work, {
    ...{ chatId, dueAt },
    lane: "relay",
    subject: { kind: "agreement", id: view.row.id },
    outgoing: {
      ...{ kind: "say", text, buttons: [[button("yes"), button("notNow")]] },
      spoken: spokenIn(language, "people:agreement.words.alumnus"),
    },
  });
  return true;
}

/** The question that waits for a better hour does not go any more. */
const dropAsked = (work: Work, { row }: AlumnusView) =>
  dropLaterAbout(work, { kind: "agreement", id: row.id });

/** They were asked, no longer ago than messages are kept, and the answer is still to come. */
export async function waitsForAgreement(work: Work, view: AlumnusView): Promise<boolean> {
  const [asked] = await work.db
    .select({ at: outbox.createdAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.subjectKind, "agreement"),
        eq(outbox.subjectId, view.row.id),
        // One that made way at night was never read.
        ne(outbox.state, "dropped"),
      ),
    )
    .orderBy(desc(outbox.createdAt))
    .limit(1);
  if (!asked) return false;
  const answer = await said(work, view, "alumnus");
  return answer === undefined || answer.at < asked.at;
}

/** What the young person taps; the same twice is one record. An answer to a question that the school no longer asks counts too. */
export async function answerAgreement(
  work: Work,
  view: AlumnusView,
  answer: "yes" | "notNow",
): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  if ((await said(work, view, "alumnus"))?.answer !== answer)
    await recordConsent(work, view, {
      ...{ to: "agreement", answer, language: view.language, channel: "telegram" },
    });
  await dropAsked(work, view);
  await lookAgain(work, view.row.id);
  const text = work.texts(view.language)(`people:agreement.${answer === "yes" ? "thanks" : "fine"}`);
  await say(work, { chatId, outgoing: { kind: "say", text } });
}

/** STOP ends the agreement with it; nobody has to say so twice. */
export async function withdrawAgreement(work: Work, view: AlumnusView): Promise<void> {
  if ((await said(work, view, "alumnus"))?.answer !== "yes") return;
  await recordConsent(work, view, {
    ...{ to: "agreement", answer: "withdrawn", language: view.language, channel: "telegram" },
  });
}

/** One of the case worker's own people, at a school that uses agreements. */
async function findOwn(work: Work, by: CaseWorkerRow, alumnusId: string) {
  const person = await findAlumnus(work.db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return "notYours";
  if (!may(actorOfStaff(by), "recordConsent", await findSubject(work.db, person, work.now)))
    return "notYours";
  const view = await viewAlumnus(work, person);
  return partiesOf(view.organisation).length === 0 ? "off" : view;
}

export type AgreementDone = "done" | "notYours" | "off" | "already";

/** Who agreed when, with what can be asked or written down. */
export async function showAgreement(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<AgreementDone> {
  const view = await findOwn(work, by, alumnusId);
  if (typeof view === "string") return view;
  if (by.chatId === null) return "notYours";
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const parties = partiesOf(view.organisation);
  const lines = [t("people:agreement.title", { name: view.details.firstName })];
  for (const party of parties) {
    const answer = sayAnswer(t, language, view, await said(work, view, party));
    lines.push(t(`people:agreement.who.${party}`, { answer }));
  }
  const alumnus = view.row.id;
  const ask = (who: "send" | Party, label: string): Button[] => [
    { label, action: { do: "agreement", alumnus, who, how: "ask" } },
  ];
  const buttons = [
    ...(view.row.chatId === null ? [] : [ask("send", t("people:agreement.send"))]),
    ...parties.map((party) => ask(party, t(`people:agreement.note.${party}`))),
  ];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons } });
  return "done";
}

function sayAnswer(t: Say, language: Language, { organisation }: AlumnusView, row: ConsentRow | undefined) {
  if (!row) return t("people:agreement.said.none");
  return t(`people:agreement.said.${row.answer}`, {
    day: formatDay(language, organisation.timeZone, row.at),
  });
}

export type AgreementSent =
  /** `at`: when the young person reads it, later than now for what is asked at night. */
  | { readonly ok: true; readonly at: Date }
  | { readonly ok: false; readonly reason: "notYours" | "off" | "notLinked" };

/** The case worker has the robot ask it, in the hours of messages or of the school. */
export async function sendAgreement(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<AgreementSent> {
  const view = await findOwn(work, by, alumnusId);
  if (typeof view === "string") return { ok: false, reason: view };
  const at = nextHumanTime(view.organisation, work.now);
  return (await askAgreement(work, view, at)) ? { ok: true, at } : { ok: false, reason: "notLinked" };
}

/** The words to read out or to have signed, and what can have been said. */
export async function readOutAgreement(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  who: Party,
): Promise<AgreementDone> {
  const view = await findOwn(work, by, alumnusId);
  if (typeof view === "string") return view;
  if (by.chatId === null || !partiesOf(view.organisation).includes(who)) return "off";
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const words = wordsToReadOut(work, language, view, who);
  const button = (how: AgreementHow): Button => ({
    label: t(`people:agreement.how.${how}`),
    action: { do: "agreement", alumnus: view.row.id, who, how },
  });
  const text = t("people:agreement.read", { who: t(`people:agreement.to.${who}`), words });
  const buttons = [
    [button("paper"), button("phone")],
    [button("inPerson"), button("no")],
  ];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return "done";
}

/** In the family's language, and in one that the case worker reads: nobody reads out what they do not understand. */
function wordsToReadOut({ texts }: Work, language: Language, view: AlumnusView, who: Party): string {
  const key = `people:agreement.words.${who}` as const;
  const worker = view.workerName;
  const own = checkedText(texts, view.language, key, { worker });
  const isUnderstood = view.language === language || own !== texts(view.language)(key, { worker });
  return isUnderstood ? own : `${own}\n\n${texts(language)(key, { worker })}`;
}

/**
 * Writes down what the young person or a parent said to the agreement, on paper, on the phone or in a talk (CAP-03): a record of its own
 * among the consents. The newest counts; the same twice is one.
 */
export async function noteAgreement(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  who: Party,
  how: AgreementHow,
): Promise<AgreementDone> {
  const view = await findOwn(work, by, alumnusId);
  if (typeof view === "string") return view;
  if (!partiesOf(view.organisation).includes(who)) return "off";
  const answer = how === "no" ? "no" : "yes";
  if ((await said(work, view, who))?.answer === answer) return "already";
  await recordConsent(work, view, {
    to: who === "parent" ? "parentAgreement" : "agreement",
    answer,
    language: view.language,
    channel: how === "no" ? "unknown" : how,
    recordedBy: by.id,
  });
  if (who === "alumnus") await dropAsked(work, view);
  await lookAgain(work, view.row.id);
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "caseWorker", id: by.id },
    action: "noteAgreement",
    subject: { kind: "alumnus", id: view.row.id },
    facts: { who, how },
  });
  return "done";
}
