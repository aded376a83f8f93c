import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { openDetails } from "../people/details.ts";
import { findColleagues, openColleague } from "../people/find-colleagues.ts";
import { type CaseWorkerRow, findCaseWorker, languageOfStaff } from "../people/store.ts";
import { type CaseWorkerChanged, findToGive } from "./change-case-worker.ts";

/** Colleagues on one page, two in a row. */
const onPage = 20;

/** Asks who guides this person from now on. False for whoever is not this reader's to give. */
export async function askCaseWorker(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  page = 0,
): Promise<boolean> {
  const person = await findToGive(work, by, alumnusId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const colleagues = (await findColleagues(work, person.organisationId)).filter(
    ({ id }) => id !== person.caseWorkerId,
  );
  const shown = colleagues.slice(page * onPage, (page + 1) * onPage).map(
    (one): Button => ({
      label: one.name,
      action: { do: "giveTo", alumnus: person.id, colleague: one.id, sure: "ask" },
    }),
  );
  const buttons: Buttons[number][] = shown.flatMap((one, index) =>
    index % 2 === 0 ? [[one, ...shown.slice(index + 1, index + 2)]] : [],
  );
  if (colleagues.length > (page + 1) * onPage)
    buttons.push([
      {
        label: t("people:duty.more"),
        action: { do: "chooseCaseWorker", alumnus: person.id, page: String(page + 1) },
      },
    ]);
  const text = colleagues.length === 0 ? t("caseload:give.nobody") : t("caseload:give.ask", { name });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

/** Says what will happen, before it does. False for whoever is not this reader's to give, or no colleague. */
export async function askIfSure(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  colleagueId: string,
): Promise<boolean> {
  const person = await findToGive(work, by, alumnusId);
  const to = person && (await findCaseWorker(work.db, colleagueId));
  if (!person || !to || to.leftAt || to.organisationId !== by.organisationId || by.chatId === null)
    return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const { firstName: worker } = await openColleague(work, to);
  const button = (sure: "yes" | "no"): Button => ({
    label: t(`caseload:give.answer.${sure}`),
    action: { do: "giveTo", alumnus: person.id, colleague: to.id, sure },
  });
  const text = t("caseload:give.sure", { name, worker });
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text, buttons: [[button("yes"), button("no")]] },
  });
  return true;
}

/** Says what has happened, and what a human still has to do. */
export async function sayGiven(
  work: Work,
  by: CaseWorkerRow,
  { person, to, isTold }: Extract<CaseWorkerChanged, { ok: true }>,
): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const { firstName: name } = await openDetails(work.db, work.vault, person);
  const { firstName: worker } = await openColleague(work, to);
  const key = isTold ? "caseload:give.done" : "caseload:give.doneUntold";
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t(key, { name, worker }) },
  });
}
