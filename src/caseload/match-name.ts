/** Without accents, capitals and what is no letter or digit: `Zoë el-Idrissi` becomes `zoe el idrissi`. */
const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * How well a name fits what was typed: 0 when it begins so, 1 when a later word does, 2 when it is somewhere in it, undefined
 * when it is not. What is typed in another order (`Jansen Amina`) fits when each word begins one of the name's.
 */
export function matchName(name: string, typed: string): number | undefined {
  const wanted = plain(typed);
  const known = plain(name);
  if (wanted === "") return undefined;
  if (known.startsWith(wanted)) return 0;
  const words = known.split(" ");
  if (wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 1;
  return known.includes(wanted) ? 2 : undefined;
}
