import type { Database } from "../../src/db/connect.ts";

/** The same database, and how many transactions were begun through it. */
export function countTransactions(database: Database): { readonly database: Database; count(): number } {
  let count = 0;
  const db = new Proxy(database.db, {
    get(target, key) {
      if (key === "transaction") count += 1;
      return Reflect.get(target, key, target);
    },
  });
  return { database: { ...database, db }, count: () => count };
}
