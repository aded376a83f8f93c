import type { Dutch, Room } from "./dutch.ts";

/** `link`, `link.offerAnswer`, `link.offerAnswer.yes`: a text, or all texts beneath a name. */
type PathIn<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? Counted<Name>
    : Name | `${Name}.${PathIn<Tree[Name]>}`;
}[keyof Tree & string];

/** The forms of a counted text go together: `title` stands for `title_one` and `title_other`. */
type Counted<Name extends string> = Name extends `${infer Base}_one` ? Base : Name;

/** Some of the texts, by room: a name stands for all that is beneath it. */
export type TextPaths = { readonly [In in Room]?: readonly PathIn<Dutch[In]>[] };

export const pluralSuffix = /_(zero|one|two|few|many|other)$/;

/** Tells of a key, `people:confirm.yes` or `escalation:list.title_few`, whether it is among these. */
export function among(paths: TextPaths): (key: string) => boolean {
  const named: ReadonlySet<string> = new Set(
    Object.entries(paths).flatMap(([room, names]) => names.map((name) => `${room}:${name}`)),
  );
  return (key) => {
    if (named.has(key) || named.has(key.replace(pluralSuffix, ""))) return true;
    const [room, path = ""] = key.split(":");
    const names = path.split(".");
    return names.some((_, index) => named.has(`${room}:${names.slice(0, index).join(".")}`));
  };
}
