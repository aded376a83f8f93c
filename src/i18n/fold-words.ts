/**
 * One spelling for many, for words of crisis and for questions: lists and texts go through the same hands, so that what is lost here (a mark,
 * a vowel sign, which of two letters) is lost on both sides.
 */
const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  $: "s",
  "@": "a",
};

/** Letters that are typed for each other: in Arabic and Persian, Turkish, Polish, and in Ukrainian and Russian. */
const letters: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ة: "ه",
  ە: "ه",
  ھ: "ه",
  ہ: "ه",
  ک: "ك",
  ګ: "ك",
  گ: "ك",
  چ: "ج",
  پ: "ب",
  ڤ: "ف",
  ء: "",
  ı: "i",
  ł: "l",
  і: "и",
  ы: "и",
  є: "е",
  э: "е",
  ґ: "г",
  ь: "",
  ъ: "",
};
const folded = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");

/** Signs of Tigrinya that sound alike: the first of their row stands for the other rows. */
const geezRows: readonly (readonly [from: number, to: number])[] = [
  [0x1210, 0x1200],
  [0x1280, 0x1200],
  [0x1288, 0x1200],
  [0x1220, 0x1230],
  [0x1248, 0x1240],
  [0x1250, 0x1240],
  [0x1258, 0x1240],
  [0x12b0, 0x12a8],
  [0x12b8, 0x12a8],
  [0x12c0, 0x12a8],
  [0x12d0, 0x12a0],
  [0x1310, 0x1308],
  [0x1340, 0x1338],
];
const geezRow = new Map(geezRows);

/** A sign of Tigrinya without its vowel: the vowels are where spellings differ. */
function foldGeez(sign: string): string {
  const row = (sign.codePointAt(0) as number) & ~7;
  return String.fromCodePoint(geezRow.get(row) ?? row);
}

/** Case, marks, apostrophes, invisible signs, digits of other scripts, and letters that are written in two ways. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640'’‘ʼ`´]/gu, "")
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(folded, (letter) => letters[letter] ?? letter)
    .replace(/[\u1200-\u1357]/gu, foldGeez);
}

const lookAlikes: Readonly<Record<string, string>> = {
  a: "а",
  b: "в",
  c: "с",
  e: "е",
  h: "н",
  i: "и",
  k: "к",
  m: "м",
  o: "о",
  p: "р",
  t: "т",
  x: "х",
  y: "у",
};

/** A word of a folded text without its leetspeak, and in Cyrillic without Latin letters that look the same. A number stays. */
export function foldWord(word: string): string {
  if (/^\p{Nd}+$/u.test(word)) return word;
  const plain = word.replace(/[01345$@]/g, (sign) => leet[sign] ?? sign);
  return /\p{Script=Cyrillic}/u.test(plain)
    ? plain.replace(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter)
    : plain;
}

const cyrillic: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "h",
  д: "d",
  е: "e",
  ж: "z",
  з: "z",
  и: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "c",
  ч: "c",
  ш: "s",
  щ: "s",
  ю: "iu",
  я: "ia",
};

/**
 * How a word sounds, roughly, whether Ukrainian or Russian is written in its own letters or in Latin ones ("хочу", "hochu",
 * "khochu", "xo4u" without the digit): undefined for a word of another script.
 */
export function soundOf(word: string): string | undefined {
  if (/^[\p{Script=Cyrillic}*]+$/u.test(word))
    return simplify([...word].map((letter) => cyrillic[letter] ?? letter).join(""));
  if (!/^[a-z]+$/.test(word)) return undefined;
  return simplify(
    word
      .replace(/shch|sch|sh|sz/g, "s")
      .replace(/zh/g, "z")
      .replace(/ch|cz/g, "c")
      .replace(/ts|tz/g, "c")
      .replace(/kh|x|g/g, "h")
      .replace(/w/g, "v")
      .replace(/q/g, "k")
      .replace(/[yj]/g, "i"),
  );
}

const simplify = (sound: string): string => sound.replace(/ie/g, "e").replace(/(.)\1+/g, "$1");

/** What may be written onto the front of an Arabic word. */
const arabicFronts = [/^[وف]/u, /^[وف]?(?:[بكهع]?ال|لل)/u, /^[وف]?[بل]/u];

/** An Arabic word without what is written onto its front, in every way of which at least `shortest` letters are left; nothing for other scripts. */
export const withoutFronts = (word: string, shortest: number): string[] =>
  /^\p{Script=Arabic}/u.test(word)
    ? arabicFronts.map((front) => word.replace(front, "")).filter((form) => form.length >= shortest)
    : [];
