import { autonyms, type Language } from "./language.ts";

/** Scripts that young people here write in. */
const scripts = {
  latin: /\p{Script=Latin}/gu,
  arabic: /\p{Script=Arabic}/gu,
  ethiopic: /\p{Script=Ethiopic}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  greek: /\p{Script=Greek}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  armenian: /\p{Script=Armenian}/gu,
  georgian: /\p{Script=Georgian}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
  tamil: /\p{Script=Tamil}/gu,
  thai: /\p{Script=Thai}/gu,
  hangul: /\p{Script=Hangul}/gu,
  han: /\p{Script=Han}/gu,
} as const;
export type Script = keyof typeof scripts;

/** The script of most letters of a text; undefined without letters of one we know, such as for numbers and smileys. */
export function scriptOf(text: string): Script | undefined {
  let found: Script | undefined;
  let most = 0;
  for (const [script, letters] of Object.entries(scripts) as [Script, RegExp][]) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [found, most] = [script, count];
  }
  return found;
}

/** Whether a text is in letters with which this language is not written: then it is in another one, whatever somebody chose. */
export function isInOtherScript(text: string, language: Language): boolean {
  const script = scriptOf(text);
  return script !== undefined && script !== scriptOf(autonyms[language]);
}
