import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, it, test } from "vitest";
import * as schema from "../../src/db/schema/index.ts";
import { personalParts } from "../../src/rights/personal-parts.ts";
import { looks } from "../../src/rights/reading-log.ts";

const src = path.join(import.meta.dirname, "../../src");
const rooms = [
  "people",
  "checkin",
  "appointment",
  "programme",
  "contact",
  "questions",
  "talk",
  "escalation",
  "delivery",
];
/** A part, with the files of its own that it puts together. */
const partOf = (room: string): string => {
  const own = path.join(src, room, "personal");
  const files = existsSync(own) ? readdirSync(own).map((name) => path.join(own, name)) : [];
  return [path.join(src, room, "personal-part.ts"), ...files]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
};
const parts = rooms.map(partOf);
const tables = Object.entries(schema as Record<string, unknown>).filter((entry): entry is [string, PgTable] =>
  is(entry[1], PgTable),
);

/** Tables with a person or a chat in them that are not emptied by a part, and why that is right. */
const elsewhere: Readonly<Record<string, string>> = {
  pace: "a bot's pace",
  testAlert: "the operator's daily test, about nobody",
  escalationEvent: "append-only, ids alone; the id leads to nobody",
};

test.each(
  tables.filter(([, table]) =>
    Object.keys(getTableColumns(table)).some((name) =>
      ["alumnusId", "personId", "chatId", "escalationId"].includes(name),
    ),
  ),
)("what %s holds of somebody is a room's part to empty", (name, table) => {
  expect(getTableName(table)).toBeTruthy();
  const isNamed = parts.some((part) => new RegExp(`\\b${name}\\b`).test(part));
  expect(isNamed || name in elsewhere).toBe(true);
});

it("has the part of every room that exports one", () => {
  const found = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/personal-part.ts"))
    .map((file) => path.dirname(file))
    .filter((room) => room !== "privacy");
  expect(personalParts.map(({ name }) => name).toSorted()).toEqual(found.toSorted());
});

it("knows every act by which somebody reads something of a person", () => {
  const acts = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("simulator"))
    .flatMap((file) => [
      ...readFileSync(path.join(src, file), "utf8").matchAll(/action: "((?:open|read)\w+)"/g),
    ])
    .map(([, act]) => act);
  expect([...new Set(acts)].toSorted()).toEqual([...looks].toSorted());
});
