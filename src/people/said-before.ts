import type { Work } from "../delivery/work.ts";
import type { LinkingRow } from "./link/linking.ts";

const saidPlace = (id: string) => ({ table: "linking", column: "said", row: id });

/** Words as they came from the phone: a text, Telegram's id of a voice note or a photo, a place. */
export type WordsBefore = { readonly messageId: number } & (
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "voice";
      readonly fileId: string;
      readonly seconds: number;
      readonly caption?: string;
    }
  | { readonly kind: "photo"; readonly fileId: string; readonly caption?: string }
  | {
      readonly kind: "place";
      readonly latitude: number;
      readonly longitude: number;
      readonly caption?: string;
    }
);

/** What was said before anybody knew for sure who said it. */
export interface SaidBefore {
  readonly option?: string;
  readonly words: readonly WordsBefore[];
}

/** More than this nobody writes before the yes; what comes on top is not kept, and the person reads that it is not. */
export const mostWordsBefore = 20;

/** What is kept so far; nothing for a linking in which nobody has said anything. */
export async function openSaid({ db, vault }: Work, row: LinkingRow): Promise<SaidBefore> {
  if (!row.said) return { words: [] };
  return JSON.parse(await vault.open(db, row.keyId, saidPlace(row.id), row.said)) as SaidBefore;
}

/** Seals it under the linking's own key: a no destroys the key, and with it all of this. */
export const sealSaid = ({ db, vault }: Work, row: LinkingRow, said: SaidBefore) =>
  vault.seal(db, row.keyId, saidPlace(row.id), JSON.stringify(said));
