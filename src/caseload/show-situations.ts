import { situations } from "../checkin/question-set.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatDate } from "../i18n/format-moment.ts";
import { openDetails } from "../people/details.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { expectWords } from "../people/expect-words.ts";
import { type AlumnusRow, type CaseWorkerRow, findOrganisation, languageOfStaff } from "../people/store.ts";
import { findForSituation } from "./change-situation.ts";
import { situationName } from "./describe-profile.ts";

/** Asks what somebody does now. False for whoever is not this reader's. */
export async function askSituation(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const person = await findForSituation(work, by, alumnusId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const rows = situations.map((to): Button[] => [
    {
      label: `${person.situation === to ? "✅ " : ""}${t(`caseload:situation.${to}`)}`,
      action: { do: "situation", alumnus: person.id, to },
    },
  ]);
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t("caseload:situations.ask", { name }), buttons: rows },
  });
  return true;
}

/** Says what is noted now and since when, with a way to give another day. */
export async function saySituation(work: Work, by: CaseWorkerRow, person: AlumnusRow): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(work.db, person.organisationId);
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const today = localDay(organisation, work.now);
  const day = formatDate(language, localDay(organisation, person.situationSince ?? work.now), today);
  const text = t("caseload:situations.noted", {
    ...{ name, day },
    situation: situationName(t, person.situation) ?? "",
  });
  const since: Button = {
    label: t("caseload:situations.otherDay"),
    action: { do: "situationSince", alumnus: person.id },
  };
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons: [[since]] } });
}

/** Asks since which day, in words that are read next. False for whoever is not this reader's. */
export async function askSituationDay(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const person = await findForSituation(work, by, alumnusId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  await expectWords(work, by.chatId, { kind: "situationDay", alumnusId: person.id });
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t("caseload:situations.type") },
  });
  return true;
}
