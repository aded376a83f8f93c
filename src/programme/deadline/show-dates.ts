import type { Button } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatCalendarDay } from "../../i18n/format-moment.ts";
import { openDetails } from "../../people/details.ts";
import { localDay } from "../../people/duty/is-staffed.ts";
import { expectWords } from "../../people/expect-words.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../../people/store.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { type DatedKind, type Deadline, type DeadlineKind, datedKinds } from "./deadline.ts";
import { findWaitingDeadlines } from "./find-deadlines.ts";
import { gatherKnown } from "./gather-known.ts";
import { findForDates } from "./note-date.ts";
import { settleDeadlines } from "./settle-deadlines.ts";

/**
 * The dates of one person that are watched, where each comes from, what follows when, and buttons to write one down or to take it
 * back. A birthday is not shown as a date of its own. It stands in the person's reading log. False for anybody else's person.
 */
export async function showDates(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const { db, vault, now } = work;
  const person = await findForDates(work, by, alumnusId);
  if (!person || by.chatId === null) return false;
  const organisation = await findOrganisation(db, person.organisationId);
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  // What was just typed is shown with what follows from it.
  await settleDeadlines(work, person);
  const known = await gatherKnown(work, person, organisation);
  const { firstName: name } = await openDetails(db, vault, person);
  const dayOf = (day: string) => formatCalendarDay(language, day);
  const lines = datedKinds.flatMap((kind) => {
    const one = known[kind];
    if (!one) return [];
    const key = one.source === "answer" ? ("about" as const) : ("known" as const);
    return [t(`programme:deadline.${key}.${kind}`, { day: dayOf(one.day) })];
  });
  const coming = await findWaitingDeadlines(work, person);
  const follows = coming.map(({ kind, stage, dueAt }) =>
    t(`programme:deadline.coming.${doesOf(kind, stage)}`, {
      day: dayOf(localDay(organisation, dueAt)),
      what: t(`programme:task.why.${kind}`),
    }),
  );
  const text = [
    t("programme:deadline.title", { name }),
    ...(lines.length > 0 ? lines : [t("programme:deadline.none")]),
    ...follows,
  ].join("\n");
  const button = (kind: DatedKind, verb: "set" | "drop"): Button => {
    const what = verb === "drop" ? (`drop_${kind}` as const) : kind;
    const label = t(`programme:deadline.${verb}.${kind}`);
    return { label, action: { do: "dates", alumnus: person.id, what } };
  };
  const buttons = datedKinds.map((kind) => {
    if (!known[kind]) return [button(kind, "set")];
    return kind === "studyWish" ? [button(kind, "drop")] : [button(kind, "set"), button(kind, "drop")];
  });
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openProfile",
    subject: { kind: "alumnus", id: person.id },
  });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}

/** What happens then, as `decideDeadlines` has it. */
const doesOf = (kind: DeadlineKind, stage: Deadline["stage"]) =>
  kind === "application" ? "message" : stage === "last" ? "urgent" : "task";

/** Asks for a date, in words that are read next. False for anybody else's person. */
export async function askDate(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  date: Exclude<DatedKind, "studyWish">,
): Promise<boolean> {
  const person = await findForDates(work, by, alumnusId);
  if (!person || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  await expectWords(work, by.chatId, { kind: "watchedDay", alumnusId: person.id, date });
  await say(work, {
    chatId: by.chatId,
    outgoing: { kind: "say", text: t(`programme:deadline.type.${date}`) },
  });
  return true;
}
