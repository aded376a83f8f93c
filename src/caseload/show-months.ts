import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMonths } from "../i18n/format-moment.ts";
import { openDetails } from "../people/details.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { expectWords } from "../people/expect-words.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
} from "../people/store.ts";
import { type Agreeable, findAgreeable } from "../programme/agree-on-months.ts";

/** The person with whom this case worker may agree on months, and what can be agreed on; undefined for anybody else. */
async function findForMonths(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<{ readonly person: AlumnusRow; readonly agreeable: Agreeable } | undefined> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  if (!may(actorOfStaff(by), "agreeMonths", await findSubject(db, person, now))) return undefined;
  const agreeable = await findAgreeable(work, alumnusId);
  return agreeable && { person, agreeable };
}

/**
 * Says in which months the two have contact, and asks for others in words that are read next (CAP-29). False for whoever is not
 * this reader's, and where the programme names the months itself.
 */
export async function askMonths(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const found = await findForMonths(work, by, alumnusId);
  if (!found || by.chatId === null) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const { firstName: name } = await openDetails(work.db, work.vault, found.person);
  const { agreed } = found.agreeable;
  const text = agreed
    ? t("caseload:months.now", { name, months: formatMonths(language, agreed.windows) })
    : t("caseload:months.none", { name });
  await expectWords(work, by.chatId, { kind: "agreedMonths", alumnusId });
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: `${text}\n${t("caseload:months.type")}` },
  });
  return true;
}

/** Says what is agreed on now, with the ways of contact to choose from. False for whoever is not this reader's. */
export async function sayMonths(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const found = await findForMonths(work, by, alumnusId);
  const agreed = found?.agreeable.agreed;
  if (!found || !agreed || by.chatId === null) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const { firstName: name } = await openDetails(work.db, work.vault, found.person);
  const months = formatMonths(language, agreed.windows);
  const buttons = found.agreeable.forms.map((form): Button[] => [
    {
      label: `${agreed.form === form ? "✅ " : ""}${t(`caseload:months.form.${form}`)}`,
      action: { do: "months", alumnus: alumnusId, form },
    },
  ]);
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t("caseload:months.noted", { name, months }), buttons },
  });
  return true;
}
