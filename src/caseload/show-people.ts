import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Say } from "../i18n/texts.ts";
import { expectWords } from "../people/expect-words.ts";
import { isInTalk } from "../people/has-talk.ts";
import { type CaseWorkerRow, languageOfStaff } from "../people/store.ts";
import { type FoundPerson, findPeople } from "./find-people.ts";
import { showProfile } from "./show-profile.ts";

/** People on one page, one in a row. */
const onPage = 8;
/** No name is longer than this; what is longer was not meant as one. */
const longestName = 100;

const rowOf = ({ row, name }: FoundPerson): Buttons[number] => [
  { label: row.chatId === null ? `${name} ☎` : name, action: { do: "profile", alumnus: row.id } },
];

/** A page of the case worker's people, by name; a part of a name can be typed next. A page that is not there is the first. */
export async function showPeople(work: Work, by: CaseWorkerRow, page = 0): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const everybody = await findPeople(work, by);
  const from = page * onPage < everybody.length ? page * onPage : 0;
  const shown = everybody.slice(from, from + onPage);
  const buttons = shown.map(rowOf);
  const rest = everybody.length - from - shown.length;
  const next = { do: "alumni", page: String(from / onPage + 1) } as const;
  if (rest > 0) buttons.push([{ label: t("caseload:people.more", { n: rest }), action: next }]);
  const text =
    everybody.length === 0
      ? t("caseload:people.nobody")
      : t("caseload:people.title", { count: everybody.length });
  await expectWords(work, by.chatId, { kind: "findPerson" });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
}

/**
 * Whose name has what was typed in it: the one person's page, or a list to choose from. Another name can be typed after it.
 * `typed` is undefined for a sticker or a voice note, which is answered with what works. Whoever is in a talk may have meant words for
 * it as no name: they read which words, and that nobody got them.
 */
export async function searchPeople(work: Work, by: CaseWorkerRow, typed: string | undefined): Promise<void> {
  if (by.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const isName = typed !== undefined && typed.length <= longestName && /[\p{L}\p{N}]/u.test(typed);
  const found = isName ? await findPeople(work, by, typed) : [];
  const [only, ...others] = found;
  await expectWords(work, by.chatId, { kind: "findPerson" });
  if (only && others.length === 0 && (await showProfile(work, by, only.row.id))) return;
  const buttons = found.slice(0, onPage).map(rowOf);
  const answer = isName ? foundText(t, found.length, typed) : t("caseload:people.typeName");
  const isMeantForNobody = found.length === 0 && (await isInTalk(work.db, by.id));
  const text = isMeantForNobody ? `${answer}\n\n${t("talk:for.notPassed")}` : answer;
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
}

function foundText(t: Say, count: number, typed: string): string {
  if (count === 0) return t("caseload:people.noneFound", { typed });
  return count > onPage
    ? t("caseload:people.tooMany", { count, shown: onPage })
    : t("caseload:people.which", { count });
}
