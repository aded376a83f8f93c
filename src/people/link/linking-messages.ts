import type { Buttons, Outgoing } from "../../delivery/outgoing.ts";
import { autonyms, type Language, languages } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";

const say = (text: string, buttons?: Buttons): Outgoing =>
  buttons ? { kind: "say", text, buttons } : { kind: "say", text };

/** The first message: every language asks in itself, the guesses first, since we do not know yet which one the person reads. */
export function askLanguage(texts: (language: Language) => Say, guesses: readonly Language[]): Outgoing {
  const ordered = [...new Set([...guesses, ...languages])];
  const text = ordered.map((language) => texts(language)("people:link.chooseLanguage")).join("\n");
  return say(text, [
    ordered.map((language) => ({ label: autonyms[language], action: { do: "language", language } })),
  ]);
}

/** A robot, and who reads: before anything is asked (domain 4.1, AI Act art. 50). The young person's name is not in it. */
export function introduce(t: Say, linkingId: string, names: { school: string; worker: string }): Outgoing {
  return say(t("people:link.robot", names), [
    [{ label: t("people:link.okay"), action: { do: "understood", linking: linkingId } }],
  ]);
}

/** Voluntary, in three buttons without pressure. */
export function offer(t: Say, linkingId: string): Outgoing {
  const button = (answer: "yes" | "notNow" | "talkFirst") => ({
    label: t(`people:link.offerAnswer.${answer}`),
    action: { do: "offer", linking: linkingId, answer } as const,
  });
  return say(t("people:link.offer"), [[button("yes")], [button("notNow"), button("talkFirst")]]);
}

export function askPhone(t: Say, linkingId: string): Outgoing {
  const button = (shared: "own" | "shared") => ({
    label: t(`people:link.phoneAnswer.${shared}`),
    action: { do: "phone", linking: linkingId, shared } as const,
  });
  return say(t("people:link.phone"), [[button("own"), button("shared")]]);
}

/**
 * To the case worker: somebody used the card and wants to take part. The buttons decide whether it was the right person; who
 * is linked to another phone already moves to this one with a yes.
 */
export function askConfirmation(t: Say, linkingId: string, name: string, isNewPhone: boolean): Outgoing {
  const button = (confirmed: "yes" | "no") => ({
    label: t(`people:confirm.${confirmed}`),
    action: { do: "confirmLink", linking: linkingId, answer: confirmed } as const,
  });
  return say(t(isNewPhone ? "people:confirm.askNewPhone" : "people:confirm.ask", { name }), [
    [button("yes"), button("no")],
  ]);
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
