import { sql } from "drizzle-orm";
import { bigserial, date, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./bytes.ts";

/** Data keys, each wrapped by the master key. Destroying one (emptying `wrapped`) erases all that it encrypted (security.md 9). */
export const dataKey = pgTable(
  "data_key",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["person", "linking", "day"] }).notNull(),
    /** For a day key: the UTC day whose updates and messages it encrypts. */
    day: date(),
    wrapped: bytes(),
    createdAt: instant().notNull(),
    destroyedAt: instant(),
  },
  (t) => [uniqueIndex("data_key_day").on(t.day).where(sql`${t.kind} = 'day'`)],
);

/** Who opened or changed what, and when. Append-only: a trigger refuses change and deletion (security.md 14). Never content. */
export const accessLog = pgTable("access_log", {
  id: bigserial({ mode: "number" }).primaryKey(),
  at: instant().notNull(),
  actorKind: text({ enum: ["alumnus", "caseWorker", "operator", "system"] }).notNull(),
  actorId: uuid(),
  action: text().notNull(),
  subjectKind: text().notNull(),
  subjectId: uuid(),
  facts: jsonb().$type<Record<string, string | number | boolean>>(),
});
