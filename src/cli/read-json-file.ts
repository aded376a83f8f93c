import { readFile } from "node:fs/promises";
import { Refused } from "../people/find-organisation.ts";

/** What a JSON file holds. Throws Refused for one that cannot be read, or is not JSON. */
export async function readJsonFile(file: string): Promise<unknown> {
  const content = await readFile(file, "utf8").catch(() => {
    throw new Refused(`There is no file ${file} that can be read. Nothing was changed.`);
  });
  try {
    return JSON.parse(content);
  } catch {
    throw new Refused(`${file} is not JSON. Nothing was changed.`);
  }
}
