/** What one message of the channel can hold, in UTF-16 units. */
export const mostInOneMessage = 4_096;

/**
 * Cuts a long text into parts that fit a message each, at a line where there is one, else between characters; loses
 * nothing but a part of nothing but space, which no channel takes.
 */
export function splitText(text: string, most = mostInOneMessage): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const line = rest.lastIndexOf("\n", most);
    let cut = line > most / 2 ? line : most;
    // Half of a surrogate pair is no character.
    if (/[\ud800-\udbff]/.test(rest[cut - 1] ?? "")) cut -= 1;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest].filter((part, index) => index === 0 || part.trim() !== "");
}
