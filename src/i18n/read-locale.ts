import { readdirSync, readFileSync } from "node:fs";
import { type Room, rooms } from "./dutch.ts";
import type { Language } from "./language.ts";

/** The texts of a room as its file has them: names within names, and texts. */
export interface Tree {
  readonly [name: string]: string | Tree;
}

/** Where the texts are; another folder for a test. */
export const localesFolder = new URL("../../locales/", import.meta.url);

/** The texts of a language as they stand in its folder, Dutch as well; a room that has no file there has no texts. */
export function readLocale(language: Language, folder = localesFolder): Readonly<Record<Room, Tree>> {
  const there = new Set(readFolder(language, folder));
  const tree = (room: Room): Tree => {
    if (!there.has(`${room}.json`)) return {};
    try {
      return JSON.parse(readFileSync(new URL(`${language}/${room}.json`, folder), "utf8"));
    } catch (error) {
      throw new Error(`locales/${language}/${room}.json cannot be read`, { cause: error });
    }
  };
  return Object.fromEntries(rooms.map((room) => [room, tree(room)])) as Record<Room, Tree>;
}

function readFolder(language: Language, folder: URL): string[] {
  try {
    return readdirSync(new URL(`${language}/`, folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Every text of a language's rooms by its key, `people:link.robot`, in the order of the files. */
export function textsOf(locale: Readonly<Record<string, Tree>>): Map<string, string> {
  const all = new Map<string, string>();
  const walk = (tree: Tree, before: string) => {
    for (const [name, value] of Object.entries(tree))
      if (typeof value === "string") all.set(before + name, value);
      else walk(value, `${before}${name}.`);
  };
  for (const [room, tree] of Object.entries(locale)) walk(tree, `${room}:`);
  return all;
}
