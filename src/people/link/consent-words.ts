import { createHash } from "node:crypto";
import { consentText } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import { resources } from "../../i18n/texts.ts";

/** What somebody said yes or no to: which words were on the screen, or were read out. */
export type ConsentTo =
  | ("telegram" | "guidance" | "parentTelegram" | "parentGuidance" | "sixteen")
  /** What both promise each other (CAP-03), as the young person or a parent reads it. */
  | ("agreement" | "parentAgreement")
  /** The second offer, a year after the exit (LAW-11). */
  | "reoffer";

/** The exact words of a consent, in their order, with the places of names left open: no name is kept in them. */
export function consentWords(language: Language, to: ConsentTo): readonly string[] {
  const { link, parent, sixteen, offerNote, agreement } = resources[language].people;
  const answers = [link.offerAnswer.yes, link.offerAnswer.notNow, link.offerAnswer.talkFirst];
  switch (to) {
    case "telegram":
      return [link.robot, link.offer, ...answers];
    case "guidance":
      return [link.offer, ...Object.values(offerNote.answer)];
    case "parentTelegram":
      return [parent.words.telegram, ...Object.values(parent.answer)];
    case "parentGuidance":
      return [parent.words.guidance, ...Object.values(parent.answer)];
    case "agreement":
      return [agreement.words.alumnus, agreement.yes, agreement.notNow];
    case "parentAgreement":
      return [agreement.words.parent, ...Object.values(agreement.how)];
    case "reoffer": {
      const { text, shared, yes, notNow, talkFirst } = resources[language].programme.reoffer;
      return [text, shared, yes, notNow, talkFirst];
    }
    case "sixteen":
      return [sixteen.ask, sixteen.askShared, link.offerAnswer.yes, link.offerAnswer.notNow];
  }
}

/** `telegram-nl-8h2kPq…`: changes with every letter of the words. */
export function versionOf(language: Language, to: ConsentTo): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(consentWords(language, to)))
    .digest("base64url");
  return `${to}-${language}-${hash.slice(0, 22)}`;
}

/** Keeps the words under their version, so that they can be shown again after they have changed; returns the version. */
export async function publishConsentWords(
  { db, now }: Pick<Work, "db" | "now">,
  language: Language,
  to: ConsentTo,
): Promise<string> {
  const version = versionOf(language, to);
  await db
    .insert(consentText)
    .values({ version, language, words: consentWords(language, to), publishedAt: now })
    .onConflictDoNothing();
  return version;
}
