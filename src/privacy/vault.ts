import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { dataKey } from "../db/schema/index.ts";

/** Where a sealed value stands: it opens only there, so a ciphertext moved to another row or column is refused. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** The value cannot be opened: its key was destroyed, it was moved or changed, or the master key is another one. */
export class SealBroken extends Error {
  readonly reason: "keyDestroyed" | "keyUnknown" | "changed" | "wrongMasterKey";
  constructor(reason: SealBroken["reason"]) {
    super(`A stored value cannot be opened: ${reason}`);
    this.reason = reason;
    this.name = "SealBroken";
  }
}

/**
 * Makes names, words, stored updates and conversation state unreadable without the master key (security.md 9).
 * AES-256-GCM with a random 96-bit nonce; each person, each linking and each UTC day has a data key of its own, wrapped by
 * the master key. Destroying a data key erases all that it sealed. Every call takes the caller's transaction.
 */
export interface Vault {
  /** Makes a data key and returns its id. */
  newKey(db: Db, kind: "person" | "linking", now: Date): Promise<string>;
  /** Makes as many keys of persons in one statement, for lists, and remembers them opened; a few hundred at a time. */
  newKeys(db: Db, count: number, now: Date): Promise<string[]>;
  /** Reads the keys in one statement, so that opening what they sealed asks the database no more. Says nothing of keys that
   * are destroyed or unknown: `open` does. A few hundred at a time. Throws SealBroken for another master key. */
  readKeys(db: Db, keyIds: readonly string[]): Promise<void>;
  /** The id of the key for the UTC day of `now`, made when there is none. */
  dayKey(db: Db, now: Date): Promise<string>;
  seal(db: Db, keyId: string, place: Place, plain: string): Promise<Buffer>;
  /** Throws SealBroken. */
  open(db: Db, keyId: string, place: Place, sealed: Buffer): Promise<string>;
  /** Empties the key for good; what it sealed can never be opened again. */
  destroyKey(db: Db, keyId: string, now: Date): Promise<void>;
  /** Forgets an opened key that was destroyed, here or by another instance; all of them when it is not known which. */
  forgetKeys(id?: string): void;
  /** A hash that only this master key can make, to find a value again without storing it. `purpose` keeps uses apart. */
  fingerprint(purpose: string, value: string): string;
}

const version = 1;

function encrypt(key: KeyObject, aad: string, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: KeyObject, aad: string, sealed: Buffer): Buffer | undefined {
  if (sealed.length < 29 || sealed[0] !== version) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13)).setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(13, 29));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
  } catch {
    // Node says no more than "unable to authenticate"; the caller knows whether the key or the value is at fault.
    return undefined;
  }
}

const placeOfKey = (id: string) => `data_key|wrapped|${id}`;
const aadOf = (place: Place, keyId: string) => `${place.table}|${place.column}|${place.row}|${keyId}`;

/** Opens the vault with the 32 bytes of the master key. */
export function openVault(masterKey: Buffer): Vault {
  // Node reads a key object at a third of the cost of plain bytes: lists of ten thousand people feel it.
  const derive = (info: string) =>
    createSecretKey(Buffer.from(hkdfSync("sha256", masterKey, "", `in-beeld ${info}`, 32)));
  const wrappingKey = derive("wrap");
  const fingerprintKey = derive("fingerprint");
  const unwrapped = new Map<string, KeyObject>();
  let today: { day: string; id: string } | undefined;

  const remember = (id: string, key: KeyObject) => {
    if (unwrapped.size >= 5_000) unwrapped.delete(unwrapped.keys().next().value ?? "");
    unwrapped.set(id, key);
    return key;
  };

  async function keyFor(db: Db, id: string): Promise<KeyObject> {
    const known = unwrapped.get(id);
    if (known) return known;
    const [row] = await db.select({ wrapped: dataKey.wrapped }).from(dataKey).where(eq(dataKey.id, id));
    if (!row) throw new SealBroken("keyUnknown");
    if (!row.wrapped) throw new SealBroken("keyDestroyed");
    return unwrap(id, row.wrapped);
  }

  function unwrap(id: string, wrapped: Buffer): KeyObject {
    const key = decrypt(wrappingKey, placeOfKey(id), wrapped);
    if (!key) throw new SealBroken("wrongMasterKey");
    return remember(id, createSecretKey(key));
  }

  async function insertKey(
    db: Db,
    kind: "person" | "linking" | "day",
    day: string | null,
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    const wrapped = encrypt(wrappingKey, placeOfKey(id), randomBytes(32));
    await db.insert(dataKey).values({ id, kind, day, wrapped, createdAt: now }).onConflictDoNothing();
    return id;
  }

  return {
    newKey: (db, kind, now) => insertKey(db, kind, null, now),
    async newKeys(db, count, now) {
      const made = Array.from({ length: count }, () => ({ id: randomUUID(), key: randomBytes(32) }));
      if (made.length === 0) return [];
      await db.insert(dataKey).values(
        made.map(({ id, key }) => ({
          id,
          kind: "person" as const,
          wrapped: encrypt(wrappingKey, placeOfKey(id), key),
          createdAt: now,
        })),
      );
      // If the transaction rolls back, nobody ever asks for these ids again.
      for (const { id, key } of made) remember(id, createSecretKey(key));
      return made.map(({ id }) => id);
    },
    async readKeys(db, keyIds) {
      const wanted = keyIds.filter((id) => {
        const known = unwrapped.get(id);
        // Newest again: what is read below may push out the oldest, and must not push out these.
        if (known && unwrapped.delete(id)) unwrapped.set(id, known);
        return !known;
      });
      if (wanted.length === 0) return;
      const rows = await db
        .select({ id: dataKey.id, wrapped: dataKey.wrapped })
        .from(dataKey)
        .where(inArray(dataKey.id, wanted));
      for (const { id, wrapped } of rows) if (wrapped) unwrap(id, wrapped);
    },
    async dayKey(db, now) {
      const day = now.toISOString().slice(0, 10);
      if (today?.day === day) return today.id;
      const find = () =>
        db
          .select({ id: dataKey.id, createdAt: dataKey.createdAt })
          .from(dataKey)
          .where(and(eq(dataKey.kind, "day"), eq(dataKey.day, day), isNull(dataKey.destroyedAt)));
      const [known] = await find();
      if (known) {
        // A younger key may be this very transaction's: if it rolls back, a remembered key was never stored, and all that
        // it sealed would be lost. No transaction is open for as long as a minute.
        if (now.getTime() - known.createdAt.getTime() > 60_000) today = { day, id: known.id };
        return known.id;
      }
      await insertKey(db, "day", day, now);
      const [made] = await find();
      if (!made) throw new SealBroken("keyUnknown");
      return made.id;
    },
    async seal(db, keyId, place, plain) {
      return encrypt(await keyFor(db, keyId), aadOf(place, keyId), Buffer.from(plain));
    },
    async open(db, keyId, place, sealed) {
      const plain = decrypt(await keyFor(db, keyId), aadOf(place, keyId), sealed);
      if (!plain) throw new SealBroken("changed");
      return plain.toString();
    },
    async destroyKey(db, keyId, now) {
      await db.update(dataKey).set({ wrapped: null, destroyedAt: now }).where(eq(dataKey.id, keyId));
      unwrapped.delete(keyId);
    },
    forgetKeys(id) {
      if (id) unwrapped.delete(id);
      else unwrapped.clear();
      if (!id || today?.id === id) today = undefined;
    },
    fingerprint: (purpose, value) =>
      createHmac("sha256", fingerprintKey).update(`${purpose}\0${value}`).digest("base64url"),
  };
}
