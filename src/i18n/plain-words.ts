/**
 * A whole message as one plain phrase, for comparing with a short list: without capitals, marks, vowel signs, invisible signs
 * and whatever stands around it, and with letters that are typed for each other in one spelling. Pure; both sides of a
 * comparison must go through it.
 */
export function plainWords(text: string): string {
  return (
    text
      // The Turkish I with and without its dot.
      .replace(/[İı]/g, "i")
      .toLowerCase()
      .normalize("NFKD")
      // A half space parts two words in Persian, and some type a space there and some nothing.
      .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
      .replace(/[’‘ʼ`´]/g, "'")
      .replace(/[یىئ]/g, "ي")
      .replace(/ؤ/g, "و")
      .replace(/ک/g, "ك")
      .replace(/ة/g, "ه")
      .replace(/ł/g, "l")
      .replace(/[\s፡]+/gu, " ")
      .replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}]+$/gu, "")
  );
}
