import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { dataKey } from "../../src/db/schema/index.ts";
import { openVault, type Place, SealBroken } from "../../src/privacy/vault.ts";
import { freshPglite, freshPostgres } from "../support/databases.ts";

let database: Database;
beforeAll(async () => {
  database = await freshPglite();
});
afterAll(() => database.close());

const masterKey = randomBytes(32);
const vault = openVault(masterKey);
const now = new Date("2026-11-23T11:00:00Z");
const place: Place = { table: "alumnus", column: "details", row: "1" };
const words = "Mijn moeder weet van niets. 😊 قف";

const newKey = () => vault.newKey(database.db, "person", now);
const sealed = async (plain = words, where = place) => {
  const keyId = await newKey();
  return { keyId, body: await vault.seal(database.db, keyId, where, plain) };
};
const opens = (keyId: string, where: Place, body: Buffer, by = vault) =>
  by.open(database.db, keyId, where, body);

describe("keys by the hundred", () => {
  it("made together are as good as made alone: each seals its own, and opens in another process", async () => {
    const ids = await vault.newKeys(database.db, 300, now);
    expect(new Set(ids).size).toBe(300);
    const bodies = await Promise.all(ids.map((id, n) => vault.seal(database.db, id, place, `person ${n}`)));
    const other = openVault(masterKey);
    await other.readKeys(database.db, ids);
    for (const [n, id] of ids.entries())
      expect(await opens(id, place, bodies[n] ?? Buffer.alloc(0), other)).toBe(`person ${n}`);
    await expect(opens(ids[0] ?? "", place, bodies[1] ?? Buffer.alloc(0), other)).rejects.toThrow(SealBroken);
  });

  it("read together ask the database no more, and a destroyed one among them stays closed", async () => {
    const [kept, gone] = [await sealed("kept"), await sealed("gone")];
    await vault.destroyKey(database.db, gone.keyId, now);
    const other = openVault(masterKey);
    await other.readKeys(database.db, [kept.keyId, gone.keyId]);
    await expect(opens(gone.keyId, place, gone.body, other)).rejects.toThrow("keyDestroyed");
    // Whoever asks again finds the row gone; what was read before opens without it.
    await database.db.delete(dataKey).where(eq(dataKey.id, kept.keyId));
    expect(await opens(kept.keyId, place, kept.body, other)).toBe("kept");
  });

  it("are refused under another master key", async () => {
    const { keyId } = await sealed();
    await expect(openVault(randomBytes(32)).readKeys(database.db, [keyId])).rejects.toThrow("wrongMasterKey");
  });
});

describe("a sealed value", () => {
  it("opens to what it was, whatever that is", async () => {
    const keyId = await newKey();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (plain) => {
        const body = await vault.seal(database.db, keyId, place, plain);
        expect(await opens(keyId, place, body)).toBe(plain);
      }),
      { numRuns: 50 },
    );
  });

  it("shows nothing of what it was, and is never the same twice", async () => {
    const { keyId, body } = await sealed();
    const again = await vault.seal(database.db, keyId, place, words);
    expect(body.includes("moeder")).toBe(false);
    expect(again.equals(body)).toBe(false);
  });

  it.each<[string, Place]>([
    ["another row", { ...place, row: "2" }],
    ["another column", { ...place, column: "phone" }],
    ["another table", { ...place, table: "case_worker" }],
  ])("is refused in %s", async (_, where) => {
    const { keyId, body } = await sealed();
    await expect(opens(keyId, where, body)).rejects.toThrow(SealBroken);
  });

  it("is refused under another key", async () => {
    const { body } = await sealed();
    await expect(opens(await newKey(), place, body)).rejects.toThrow(SealBroken);
  });

  it("is refused when it is swapped with another person's", async () => {
    const [one, other] = [await sealed("one"), await sealed("other")];
    await expect(opens(one.keyId, place, other.body)).rejects.toThrow(SealBroken);
    await expect(opens(other.keyId, place, one.body)).rejects.toThrow(SealBroken);
  });

  it("is refused when any one of its bytes was changed, or one is missing", async () => {
    const { keyId, body } = await sealed();
    for (let index = 0; index < body.length; index += 1) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] ?? 0) ^ 1;
      await expect(opens(keyId, place, changed), `byte ${index}`).rejects.toThrow(SealBroken);
      await expect(opens(keyId, place, body.subarray(0, index)), `length ${index}`).rejects.toThrow(
        SealBroken,
      );
    }
  });

  it("is refused with another master key", async () => {
    const { keyId, body } = await sealed();
    const stranger = openVault(randomBytes(32));
    await expect(opens(keyId, place, body, stranger)).rejects.toThrow("wrongMasterKey");
    await expect(stranger.seal(database.db, keyId, place, "x")).rejects.toThrow("wrongMasterKey");
  });

  it("opens after a restart with the same master key", async () => {
    const { keyId, body } = await sealed();
    expect(await opens(keyId, place, body, openVault(Buffer.from(masterKey)))).toBe(words);
  });

  it("tells nothing of itself in the refusal", async () => {
    const { keyId, body } = await sealed();
    const refusal = await opens(keyId, { ...place, row: "2" }, body).catch((error: unknown) => error);
    expect(String(refusal)).not.toMatch(/moeder|details|alumnus/);
  });
});

describe("a destroyed key", () => {
  it("opens and seals nothing any more, here and after a restart", async () => {
    const { keyId, body } = await sealed();
    expect(await opens(keyId, place, body)).toBe(words);
    await vault.destroyKey(database.db, keyId, now);
    for (const one of [vault, openVault(masterKey)]) {
      await expect(opens(keyId, place, body, one)).rejects.toThrow("keyDestroyed");
      await expect(one.seal(database.db, keyId, place, "x")).rejects.toThrow("keyDestroyed");
    }
  });

  it("leaves nothing of itself in the database", async () => {
    const { keyId } = await sealed();
    await vault.destroyKey(database.db, keyId, now);
    const [row] = await database.db.select().from(dataKey).where(eq(dataKey.id, keyId));
    expect(row).toMatchObject({ wrapped: null, destroyedAt: now });
  });

  it("opens nothing on another instance either, though that one has used it", async () => {
    const { keyId, body } = await sealed();
    const other = openVault(masterKey);
    expect(await opens(keyId, place, body, other)).toBe(words);
    // As app.ts registers it: the database tells every instance when a key has changed.
    let heard: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await database.listen("data_key", () => {
      other.forgetKeys();
      heard();
    });
    await vault.destroyKey(database.db, keyId, now);
    await told;
    await expect(opens(keyId, place, body, other)).rejects.toThrow("keyDestroyed");
  });

  it("is still there when its destruction was rolled back", async () => {
    const { keyId, body } = await sealed();
    const undone = database.db.transaction(async (tx) => {
      await vault.destroyKey(tx, keyId, now);
      throw new Error("rolled back");
    });
    await expect(undone).rejects.toThrow("rolled back");
    expect(await opens(keyId, place, body)).toBe(words);
  });
});

describe("the key of a day", () => {
  it("is one a UTC day", async () => {
    const one = openVault(masterKey);
    const evening = await one.dayKey(database.db, new Date("2026-12-01T23:59:59.999Z"));
    expect(await one.dayKey(database.db, new Date("2026-12-01T00:00:00Z"))).toBe(evening);
    expect(await one.dayKey(database.db, new Date("2026-12-02T00:00:00Z"))).not.toBe(evening);
    expect(await openVault(masterKey).dayKey(database.db, new Date("2026-12-01T12:00:00Z"))).toBe(evening);
  });

  it.each([1, 2, 3])(
    "is never used again when the transaction that made it was rolled back, after %i uses",
    async (uses) => {
      const day = new Date(`2026-12-1${uses}T12:00:00Z`);
      const one = openVault(masterKey);
      const undone = database.db.transaction(async (tx) => {
        for (let use = 0; use < uses; use += 1) {
          const keyId = await one.dayKey(tx, day);
          await one.seal(tx, keyId, place, words);
        }
        throw new Error("rolled back");
      });
      await expect(undone).rejects.toThrow("rolled back");
      const keyId = await one.dayKey(database.db, day);
      const body = await one.seal(database.db, keyId, place, words);
      // After a restart, or on another instance, only the database is left to say so.
      expect(await opens(keyId, place, body, openVault(masterKey))).toBe(words);
    },
  );

  it("is one for all who ask for it at once", async () => {
    const postgres = await freshPostgres();
    try {
      const asked = Array.from({ length: 12 }, () => openVault(masterKey)).map((one) =>
        postgres.db.transaction((tx) => one.dayKey(tx, now)),
      );
      expect(new Set(await Promise.all(asked)).size).toBe(1);
      expect(await postgres.db.select().from(dataKey)).toHaveLength(1);
    } finally {
      await postgres.close();
    }
  });

  it("is the other's when both make it at once and the other commits", async () => {
    const postgres = await freshPostgres();
    try {
      const [one, other] = [openVault(masterKey), openVault(masterKey)];
      let asking: Promise<string> = Promise.resolve("");
      const made = await postgres.db.transaction(async (tx) => {
        const id = await one.dayKey(tx, now);
        asking = postgres.db.transaction((another) => other.dayKey(another, now));
        await new Promise((resolve) => setImmediate(resolve));
        return id;
      });
      expect(await asking).toBe(made);
    } finally {
      await postgres.close();
    }
  });
});

describe("a fingerprint", () => {
  it("finds the same value again, also after a restart", () => {
    expect(vault.fingerprint("own_number", "1234")).toBe(
      openVault(masterKey).fingerprint("own_number", "1234"),
    );
  });

  it("differs by value, by purpose and by master key", () => {
    const prints = [
      vault.fingerprint("own_number", "1234"),
      vault.fingerprint("own_number", "1235"),
      vault.fingerprint("case_worker_name", "1234"),
      openVault(randomBytes(32)).fingerprint("own_number", "1234"),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("shows nothing of the value", () => {
    expect(vault.fingerprint("own_number", "1234")).toMatch(/^[\w-]{43}$/);
  });
});
