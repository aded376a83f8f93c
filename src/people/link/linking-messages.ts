import type { Buttons, Outgoing } from "../../delivery/outgoing.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { autonyms, type Language } from "../../i18n/language.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import type { Say, Texts } from "../../i18n/texts.ts";

const say = (text: string, buttons?: Buttons): Outgoing =>
  buttons ? { kind: "say", text, buttons } : { kind: "say", text };

/** The button of who reads none of the languages, where one of them stands else. */
export const otherLanguage = "other";

/** A button for each language in its own name, two in a row; `other` is what stands on one more, for any other language. */
export function languageButtons(languages: readonly Language[], other?: string): Buttons {
  const button = (language: Language) => ({
    label: autonyms[language],
    action: { do: "language", language } as const,
  });
  const rows = languages.flatMap((_, index) =>
    index % 2 === 0 ? [languages.slice(index, index + 2).map(button)] : [],
  );
  return other === undefined
    ? rows
    : [...rows, [{ label: other, action: { do: "language", language: otherLanguage } }]];
}

/** The first message: every language asks in itself, the guesses first, since we do not know yet which one the person reads. */
export function askLanguage(
  texts: Texts,
  guesses: readonly Language[],
  offered: readonly Language[],
): Outgoing {
  const ordered = [...new Set([...guesses, ...offered])].filter((language) => offered.includes(language));
  const asked = ordered.map((language) => texts(language)("people:link.chooseLanguage"));
  // Whoever reads none of them may know these words in English, or know the globe.
  const other = texts(ordered.includes("en") ? "en" : "nl")("telegram:language.other");
  return say([...new Set(asked)].join("\n"), languageButtons(ordered, other));
}

/** A robot, and who reads: before anything is asked (domain 4.1, AI Act art. 50). The young person's name is not in it. */
export function introduce(
  texts: Texts,
  language: Language,
  linkingId: string,
  names: { school: string; worker: string },
): Outgoing {
  const t = texts(language);
  const okay = { label: t("people:link.okay"), action: { do: "understood", linking: linkingId } } as const;
  return {
    ...{ kind: "say", text: checkedText(texts, language, "people:link.robot", names), buttons: [[okay]] },
    spoken: spokenIn(language, "people:link.robot"),
  };
}

/** Voluntary, in three buttons without pressure. */
export function offer(texts: Texts, language: Language, linkingId: string): Outgoing {
  const t = texts(language);
  const button = (answer: "yes" | "notNow" | "talkFirst") => ({
    label: t(`people:link.offerAnswer.${answer}`),
    action: { do: "offer", linking: linkingId, answer } as const,
  });
  return {
    ...{ kind: "say", text: checkedText(texts, language, "people:link.offer") },
    buttons: [[button("yes")], [button("notNow"), button("talkFirst")]],
    spoken: spokenIn(language, "people:link.offer"),
  };
}

export function askPhone(texts: Texts, language: Language, linkingId: string): Outgoing {
  const t = texts(language);
  const button = (shared: "own" | "shared") => ({
    label: t(`people:link.phoneAnswer.${shared}`),
    action: { do: "phone", linking: linkingId, shared } as const,
  });
  return {
    ...{ kind: "say", text: t("people:link.phone"), buttons: [[button("own"), button("shared")]] },
    spoken: spokenIn(language, "people:link.phone"),
  };
}

/**
 * To the case worker: somebody used the card and wants to take part. The buttons decide whether it was the right person; who
 * is linked to another phone already moves to this one with a yes. `words`: they wrote and have not said that they take part.
 */
export function askConfirmation(
  t: Say,
  linkingId: string,
  name: string,
  about: "join" | "newPhone" | "words",
): Outgoing {
  const keys = {
    join: "people:confirm.ask",
    newPhone: "people:confirm.askNewPhone",
    words: "people:confirm.askWrote",
  } as const;
  const button = (confirmed: "yes" | "no") => ({
    label: t(`people:confirm.${confirmed}`),
    action: { do: "confirmLink", linking: linkingId, answer: confirmed } as const,
  });
  return say(t(keys[about], { name }), [[button("yes"), button("no")]]);
}

/** After "not now" or "talk first": nothing is sent, and the way in stays open with one button. */
export function leaveDoorOpen(
  t: Say,
  linkingId: string,
  answer: "notNow" | "talkFirst",
  worker: string,
): Outgoing {
  const action = { do: "offer", linking: linkingId, answer: "yes" } as const;
  return say(t(`people:link.${answer}`, { worker }), [[{ label: t("people:link.joinAfterAll"), action }]]);
}
