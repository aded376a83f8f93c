import { type Dutch, dutch } from "./dutch.ts";
import type { Tree } from "./read-locale.ts";

const accents: Readonly<Record<string, string>> = {
  ...{
    a: "á",
    e: "ë",
    i: "ï",
    o: "ö",
    u: "ü",
    n: "ñ",
    s: "š",
    c: "ç",
    A: "Á",
    E: "Ë",
    I: "Ï",
    O: "Ö",
    U: "Ü",
  },
};
/** A letter for a letter, by sound where there is one: nobody can read it, but it runs and joins as such letters do. */
const arabic: Readonly<Record<string, string>> = {
  ...{
    a: "ا",
    b: "ب",
    c: "ك",
    d: "د",
    e: "ه",
    f: "ف",
    g: "غ",
    h: "ح",
    i: "ي",
    j: "ج",
    k: "ك",
    l: "ل",
    m: "م",
  },
  ...{
    n: "ن",
    o: "و",
    p: "پ",
    q: "ق",
    r: "ر",
    s: "س",
    t: "ت",
    u: "و",
    v: "ڤ",
    w: "و",
    x: "خ",
    y: "ي",
    z: "ز",
  },
};

/**
 * A text as a language might make it that is 40 % longer, in brackets: what is cut off lacks the last one, and what has
 * none was never in a text file. Placeholders stay. `toLeft`: in letters that run from right to left.
 */
export function pseudo(text: string, toLeft: boolean): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : pseudoLine(line, toLeft)))
    .join("\n");
}

function pseudoLine(line: string, toLeft: boolean): string {
  const parts = line.split(/(\{\{[^}]*\}\})/);
  const letter = (one: string) => (toLeft ? arabic[one.toLowerCase()] : accents[one]) ?? one;
  const said = parts.map((part, index) => (index % 2 === 1 ? part : [...part].map(letter).join(""))).join("");
  const length = parts.reduce((sum, part, index) => sum + (index % 2 === 1 ? 0 : [...part].length), 0);
  const more = (toLeft ? "ـ" : "~").repeat(Math.ceil(length * 0.4));
  return `⟦${said}${more}⟧`;
}

/** All texts so, for looking at every screen of the demo. */
export function pseudoLocale(toLeft: boolean): Dutch {
  const change = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).map(([name, value]) => [
        name,
        typeof value === "string" ? pseudo(value, toLeft) : change(value),
      ]),
    );
  return change(dutch as unknown as Tree) as unknown as Dutch;
}
