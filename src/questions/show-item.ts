import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import { isolate } from "../i18n/isolate.ts";
import { type Language, rightToLeft } from "../i18n/language.ts";
import { itemKey } from "../i18n/read-items.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import type { Texts } from "../i18n/texts.ts";
import type { PersonView } from "../people/store.ts";
import { codeOf, humanButton, itemButton, menuButton, noQuestion } from "./show-menu.ts";
import { changeQuestion, lockQuestion } from "./store.ts";
import { type Askable, findAskable, readerOf } from "./who-asks.ts";

/** So many questions that often come next. */
const mostRelated = 2;

/**
 * Shows an item: question, answer, where it comes from and since when, and always the way to a human. Where there is nothing in the
 * reader's language a parent is first offered a human who calls, then the Dutch (`inDutch`). An item that has ended or is no longer
 * true here says so. `askedId` is the question that it was chosen for.
 */
export async function showItem(
  work: Work,
  view: PersonView,
  id: string,
  { askedId, inDutch = false }: { readonly askedId?: string | undefined; readonly inDutch?: boolean } = {},
): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const askable = await findAskable(work, view);
  const asked =
    askedId === undefined || askedId === noQuestion ? undefined : await lockQuestion(work, view, askedId);
  const language = inDutch ? "nl" : view.language;
  const isMissing = askable.wordsIn(id, language) === undefined;
  const isAlumnus = readerOf(view) === "alumnus";
  const shownIn = isMissing && isAlumnus ? "nl" : language;
  if (!askable.shown.has(id) || !askable.wordsIn(id, shownIn)) {
    if (askable.shown.has(id)) return offerCall(work, view, id);
    const outgoing = {
      kind: "say",
      text: t("questions:answer.gone"),
      buttons: [[menuButton(t), humanButton(t)]],
    } as const;
    return void (await say(work, { chatId, outgoing }));
  }
  if (asked) await changeQuestion(work, asked, { itemId: id });
  // What an organisation says itself was read aloud by nobody.
  const isOurs = askable.shown.get(id)?.own === undefined;
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: await withDutchBeneath(work.texts, view.language, (texts, reads, uses) => {
        // Their own answers are a second person's to check, and what is shown in Dutch needs none.
        if (isOurs && shownIn !== "nl") uses(itemKey(id, "answer"));
        const isDutch = reads === "nl" || shownIn === "nl";
        return answerText(texts, view, askable, { id, reads, isDutch });
      }),
      buttons: [...relatedTo(askable, view, id), [menuButton(t), humanButton(t)]],
      ...(isOurs ? { spoken: spokenIn(shownIn, itemKey(id, "answer")) } : {}),
    },
  });
}

/** `reads`: the language around the item, whose words are Dutch when `isDutch`. */
function answerText(
  texts: Texts,
  view: PersonView,
  askable: Askable,
  { id, reads, isDutch }: { readonly id: string; readonly reads: Language; readonly isDutch: boolean },
): string {
  const t = texts(reads);
  const item = askable.shown.get(id);
  const words = askable.wordsIn(id, isDutch ? "nl" : reads);
  if (!item || !words) throw new Error(`The item ${id} cannot be shown`);
  const { source, checked, validUntil } = item.own ?? item.facts;
  const day = (date: string) => formatCalendarDay(reads, date);
  const isForeign = rightToLeft.has(reads) && isDutch;
  const body = (text: string) => (isForeign ? isolate(text) : text);
  const facts = [
    t("questions:answer.source", { source, day: day(checked) }),
    ...(validUntil === undefined ? [] : [t("questions:answer.until", { day: day(validUntil) })]),
    ...(item.own ? [t("questions:answer.ofSchool", { school: view.organisation.name })] : []),
  ];
  return [body(words.question), body(words.answer), facts.join("\n"), t("questions:answer.closing")].join(
    "\n\n",
  );
}

const relatedTo = (askable: Askable, view: PersonView, id: string): Buttons =>
  (askable.shown.get(id)?.facts.related ?? [])
    .filter((other) => askable.wordsIn(other, view.language) !== undefined && askable.shown.has(other))
    .slice(0, mostRelated)
    .map((other) => [itemButton(askable, view, other)]);

/** Nothing in this language: a human who calls comes first, the Dutch last. */
async function offerCall(work: Work, view: PersonView, id: string): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const button = (way: "call" | "interpreter" | "dutch") => ({
    label: t(`questions:missing.${way}`),
    action: { do: "itemIn", item: codeOf(id), way } as const,
  });
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: t("questions:missing.ask"),
      buttons: [[button("call"), button("interpreter")], [button("dutch")]],
    },
  });
}
