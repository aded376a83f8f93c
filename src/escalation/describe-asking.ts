import type { Work } from "../delivery/work.ts";
import { formatLanguage } from "../i18n/format-language.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import type { PersonView } from "../people/store.ts";
import { type EscalationRow, findSignalsOf } from "./store.ts";

/** An item as the Dutch list asks it. */
const questionOf = (id: string): string => shippedKnowledge().texts.nl.get(id)?.question ?? id;

/** What somebody who asks wants, and what they said about a worry (R17). */
export async function describeAsking(
  work: Work,
  t: Say,
  language: Language,
  view: PersonView,
  row: EscalationRow,
): Promise<string[]> {
  const rows = await findSignalsOf(work.db, row.id);
  const name = view.details.firstName;
  const theirs = formatLanguage(language, view.language);
  const lines = rows.flatMap(({ rule }): string[] => {
    const [kind, value = "", about = ""] = rule?.split(":") ?? [];
    switch (kind) {
      case "question":
        return [
          t("questions:staff.question", { name, language: theirs }),
          value === ""
            ? t("questions:staff.noTopic")
            : t("questions:staff.topic", {
                topic: t(`questions:topic.${value}` as "questions:topic.wajong"),
              }),
        ];
      case "callMe":
        return [
          t(value === "" ? "questions:staff.callBack" : "questions:staff.interpreter", { language: theirs }),
          ...(about === "" ? [] : [t("questions:staff.item", { question: questionOf(about) })]),
        ];
      case "worry.call":
        if (value === "no") return [];
        return [
          t(value === "yes" ? "questions:staff.callBack" : "questions:staff.interpreter", {
            language: theirs,
          }),
        ];
      case "readsNone":
        return [t("questions:staff.readsNone")];
      case "worry.level":
        return [
          t("questions:staff.worry", {
            name,
            level: t(`questions:worry.levels.${value}` as "questions:worry.levels.hurry"),
          }),
        ];
      case "worry.about":
        return [
          t("questions:staff.about", {
            about: t(`questions:worry.abouts.${value}` as "questions:worry.abouts.home"),
          }),
        ];
      case "worry.knows":
        return [t(`questions:staff.knows.${value}` as "questions:staff.knows.yes")];
      default:
        return [];
    }
  });
  return [...new Set(lines)];
}
