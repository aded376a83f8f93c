import type { Action } from "../delivery/action.ts";
import { expectWords } from "../people/expect-words.ts";
import { findAskersByChat, type PersonView, viewAsker } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** What is waited for in this chat, as long as it counts. */
export const expectedNow = ({ chatRow, work }: BotContext) =>
  chatRow.expects && new Date(chatRow.expects.until) > work.now ? chatRow.expects : undefined;

/**
 * The typed words of whoever is more than a parent are a question while they look at the subjects; whoever else asks is always asking.
 * `personId`: as which parent they ask.
 */
export async function awaitQuestion({ person, work, chatRow }: BotContext, personId?: string): Promise<void> {
  if (person.kind !== "alumnus" && person.kind !== "linking") return;
  await expectWords(work, chatRow.chatId, {
    kind: "question",
    ...(personId === undefined ? {} : { personId }),
  });
}

/**
 * As whom somebody looks at the questions: a parent at the organisation that they asked last; a young person as themselves, unless they
 * turned to asking as a parent, by the poster or by a tap, or tap what only a parent is shown.
 */
export async function viewOfAsking(ctx: BotContext, action?: AskAction): Promise<PersonView | undefined> {
  const { person, work, chatRow } = ctx;
  if (person.kind === "asker") return person.view;
  if (person.kind !== "alumnus" && person.kind !== "linking") return undefined;
  const askers = await findAskersByChat(work.db, chatRow.chatId);
  const expects = expectedNow(ctx);
  const turnedTo = expects?.kind === "question" ? expects.personId : undefined;
  const own = person.kind === "alumnus" ? person.view : undefined;
  if (own && action && isOfYoungPeople(action)) return own;
  const asker =
    askers.find(({ id }) => id === turnedTo) ??
    (own === undefined || (action && isOfParents(action)) ? askers[0] : undefined);
  return asker ? viewAsker(work, asker) : own;
}

/** What is a young person's own, as whomever they look at the questions now. */
const isOfYoungPeople = (action: AskAction): boolean =>
  action.do === "untie" || (action.do === "questions" && action.what === "tie");

/** What stands in no menu of a young person. */
const isOfParents = (action: AskAction): boolean =>
  action.do === "worry" ||
  action.do === "reminder" ||
  (action.do === "itemIn" && action.way !== "dutch") ||
  (action.do === "questions" && (action.what === "worry" || action.what === "reminders"));

/** The one of this chat with this id. */
export async function viewOfPerson(ctx: BotContext, personId: string): Promise<PersonView | undefined> {
  const { person, work, chatRow } = ctx;
  if (person.kind === "alumnus" && person.view.row.id === personId) return person.view;
  const asker = (await findAskersByChat(work.db, chatRow.chatId)).find(({ id }) => id === personId);
  return asker && viewAsker(work, asker);
}

const askDeeds = [
  "questions",
  "questionGroup",
  "item",
  "itemIn",
  "asked",
  "askAt",
  "worry",
  "homeCard",
  "helpIn",
  "reminder",
  "untie",
] as const;
/** A tap on something of the questions. */
export type AskAction = Extract<Action, { do: (typeof askDeeds)[number] }>;
export const isAskDeed = (action: Action): action is AskAction =>
  (askDeeds as readonly string[]).includes(action.do);
