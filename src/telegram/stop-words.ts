/** What means STOP, in each language, as a whole message (domain 4.1, 8: stop always works). */
const stopWords: ReadonlySet<string> = new Set([
  ...[
    "stop",
    "/stop",
    "stoppen",
    "stop maar",
    "ik stop",
    "ik wil stoppen",
    "ophouden",
    "afmelden",
    "uitschrijven",
  ],
  ...["i want to stop", "unsubscribe", "quit", "end"],
  ...[
    "توقف",
    "قف",
    "ايقاف",
    "إيقاف",
    "أوقف",
    "اوقف",
    "وقف",
    "ستوب",
    "الغاء",
    "إلغاء",
    "اريد التوقف",
    "اريد ان اتوقف",
  ],
]);

/** True for a message that is nothing but a wish to stop; punctuation and capitals do not matter. */
export function isStopWord(text: string): boolean {
  const plain = text
    .normalize("NFKD")
    // Marks of direction, of vowels and of emphasis do not change the wish.
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/@\w+$/, "")
    .replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}]+$/gu, "");
  return stopWords.has(plain) || stopWords.has(plain.replaceAll("أ", "ا").replaceAll("إ", "ا"));
}
