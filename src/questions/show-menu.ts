import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { isolateIn } from "../i18n/isolate.ts";
import { languages } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { findAskersByChat, findOrganisation, isAsker, type PersonView } from "../people/store.ts";
import { findDirectory } from "./find-directory.ts";
import { type TopicGroup, topicGroups } from "./topic-groups.ts";
import { type Askable, findAskable, readerOf } from "./who-asks.ts";

export const menuButton = (t: Say): Button => ({
  label: t("questions:button.menu"),
  action: { do: "questions", what: "menu" },
});
export const humanButton = (t: Say): Button => ({
  label: t("questions:button.human"),
  action: { do: "questions", what: "human" },
});

/** Two in a row: what a small phone shows whole. */
export const inPairs = (buttons: readonly Button[]): Buttons =>
  buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));

/** The subjects that have something to show here; then what a parent can do beside asking. */
export async function showMenu(work: Work, view: PersonView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const askable = await findAskable(work, view);
  const groups = (Object.keys(topicGroups) as TopicGroup[]).filter(
    (group) => itemsOf(askable, group).length > 0,
  );
  const isParent = readerOf(view) === "parent";
  const beside: Button[] = [
    ...(isParent
      ? [{ label: t("questions:button.worry"), action: { do: "questions", what: "worry" } } as const]
      : []),
    humanButton(t),
    ...(isParent ? (["cards", "reminders"] as const) : (["tie"] as const)).map((what) => ({
      label: t(`questions:button.${what}`),
      action: { do: "questions", what } as const,
    })),
  ];
  const others = await findOtherRoles(work, view);
  const title = [
    ...(isParent && others.length > 0 ? [`🏫 ${isolateIn(view.language, view.organisation.name)}`] : []),
    ...(isParent ? [] : [t("questions:menu.forAlumni")]),
    t("questions:menu.title"),
  ];
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: title.join("\n"),
      buttons: [
        ...inPairs(
          groups.map((group) => ({
            label: t(`questions:group.${group}`),
            action: { do: "questionGroup", group } as const,
          })),
        ),
        ...inPairs(beside),
        ...others,
        [{ label: t("questions:button.language"), action: { do: "questions", what: "language" } as const }],
      ],
    },
  });
}

/**
 * A parent of children at two schools asks one of them at a time, and a young person who scanned a poster can ask as a parent: a tap
 * changes to it.
 */
async function findOtherRoles({ db, texts }: Work, { row, language }: PersonView): Promise<Buttons> {
  if (row.chatId === null) return [];
  const others = (await findAskersByChat(db, row.chatId)).filter(({ id }) => id !== row.id);
  return Promise.all(
    others.map(async ({ id, organisationId }) => {
      const { name } = await findOrganisation(db, organisationId);
      const isOnlyOne = !isAsker(row) && others.length === 1;
      const label = isOnlyOne ? texts(language)("questions:button.asParent") : `🏫 ${name}`;
      return [{ label, action: { do: "askAt", asker: id } as const }];
    }),
  );
}

/** The questions of a subject, one a row; in Dutch where there is none in the reader's language. */
export async function showGroup(work: Work, view: PersonView, group: TopicGroup): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const askable = await findAskable(work, view);
  const ids = itemsOf(askable, group);
  const isAboutHelp = group === "help" && (await findDirectory(work.db, view.organisation.id)).length > 0;
  const directory: Button = {
    label: t("questions:button.directory"),
    action: { do: "questions", what: "directory" },
  };
  const text = [
    t(`questions:group.${group}`),
    t(ids.length > 0 ? "questions:menu.group" : "questions:menu.empty"),
  ];
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: text.join("\n"),
      buttons: [
        ...(isAboutHelp ? [[directory]] : []),
        ...ids.map((id) => [itemButton(askable, view, id)]),
        [menuButton(t), humanButton(t)],
      ],
    },
  });
}

/** The question of an item, to tap: in the reader's language, else in Dutch, else in any: one item must not take the others away. */
export function itemButton(
  askable: Pick<Askable, "wordsIn">,
  { language }: Pick<PersonView, "language">,
  id: string,
  asked?: string,
): Button {
  const words = [language, "nl" as const, ...languages].flatMap((one) => askable.wordsIn(id, one) ?? [])[0];
  if (!words) throw new Error(`The item ${id} has no words`);
  return { label: words.question, action: { do: "item", item: codeOf(id), asked: asked ?? noQuestion } };
}

/** Stands where a button comes from no question. */
export const noQuestion = "00000000-0000-0000-0000-000000000000";

/** Callback data has no hyphens but those of ids. */
export const codeOf = (id: string): string => id.replaceAll("-", "_");
export const itemOf = (code: string): string => code.replaceAll("_", "-");

/** Those in the reader's language first come first: what can be read at once. */
function itemsOf(askable: Askable, group: TopicGroup): string[] {
  const topics: readonly string[] = topicGroups[group];
  return [...askable.shown.values()].flatMap(({ facts }) => (topics.includes(facts.topic) ? [facts.id] : []));
}
