import { eq } from "drizzle-orm";
import { openWords, type Said } from "../checkin/hear-words.ts";
import { ownWords } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { TalkMessageRow } from "./store.ts";

const bodyPlace = (id: string) => ({ table: "talk_message", column: "body", row: id });

/** Seals what a case worker wrote with the key of the young person, for whom it is. */
export const sealSaid = ({ db, vault }: Pick<Work, "db" | "vault">, keyId: string, id: string, said: Said) =>
  vault.seal(db, keyId, bodyPlace(id), JSON.stringify(said));

/** What a message of a talk says; undefined when it was emptied. The caller has asked `may`. */
export async function openSaid(
  work: Pick<Work, "db" | "vault">,
  keyId: string,
  row: TalkMessageRow,
): Promise<Said | undefined> {
  const { db, vault } = work;
  if (row.body) return JSON.parse(await vault.open(db, keyId, bodyPlace(row.id), row.body)) as Said;
  if (row.wordsId === null) return undefined;
  const [words] = await db.select().from(ownWords).where(eq(ownWords.id, row.wordsId));
  return words && openWords(work, keyId, words);
}
