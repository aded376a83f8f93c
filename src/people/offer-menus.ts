import { and, eq, exists, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, asker, caseWorker, chat } from "../db/schema/index.ts";
import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf, languages, staffLanguageOf } from "../i18n/language.ts";

/** A menu of commands: whose it is, and in which language. */
export type Menu = Extract<Outgoing, { kind: "offerCommands" }>;

/** A chat whose menu is not what it should be, and the mark of what it should be. */
export interface OldMenu {
  readonly chatId: number;
  readonly menu: Menu;
  readonly mark: string;
}

/**
 * The chats whose menu is of an earlier version of the product, or that a start never gave one. `markOf` tells of a menu what changes
 * with each of its words. A young person who also asks as a parent has the young person's, and whoever is of the staff the staff's.
 * The database compares: a start after which nothing has changed reads no chat of all there are.
 */
export async function findOldMenus(db: Db, markOf: (menu: Menu) => string): Promise<readonly OldMenu[]> {
  const isIn = (table: typeof alumnus | typeof asker | typeof caseWorker, more?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(table)
        .where(and(eq(table.chatId, chat.chatId), more)),
    );
  const isOf = {
    staff: isIn(caseWorker, isNull(caseWorker.leftAt)),
    alumnus: isIn(alumnus),
    asker: isIn(asker),
  } as const;
  const menuOf = (to: Menu["to"], code: string | null): Menu =>
    to === "staff"
      ? { kind: "offerCommands", to, language: staffLanguageOf(code) }
      : { kind: "offerCommands", to, language: languageOf(code) ?? "nl" };
  const spoken = sql`split_part(translate(lower(${chat.language}), '_', '-'), '-', 1)`;
  const markIn = (to: Menu["to"]) =>
    sql`case ${sql.join(
      languages.map((code) => sql`when ${spoken} = ${code} then ${markOf(menuOf(to, code))}`),
      sql` `,
    )} else ${markOf(menuOf(to, null))} end`;
  const to = sql<
    Menu["to"]
  >`case when ${isOf.staff} then 'staff' when ${isOf.alumnus} then 'alumnus' else 'asker' end`;
  const mark = sql`case when ${isOf.staff} then ${markIn("staff")} when ${isOf.alumnus} then ${markIn("alumnus")} else ${markIn("asker")} end`;
  const rows = await db
    .select({ chatId: chat.chatId, language: chat.language, to })
    .from(chat)
    .where(
      and(
        isNull(chat.blockedSince),
        or(isOf.staff, isOf.alumnus, isOf.asker),
        sql`${chat.menu} is distinct from ${mark}`,
      ),
    );
  return rows.map((row) => {
    const menu = menuOf(row.to, row.language);
    return { chatId: row.chatId, menu, mark: markOf(menu) };
  });
}

/** Puts the menu into a chat, unless another instance has just done so. It waits for everything else that is to be said. */
export async function offerMenu(work: Work, { chatId, menu, mark }: OldMenu): Promise<void> {
  const [row] = await work.db
    .select({ menu: chat.menu })
    .from(chat)
    .where(eq(chat.chatId, chatId))
    .for("update");
  if (!row || row.menu === mark) return;
  await work.db.update(chat).set({ menu: mark }).where(eq(chat.chatId, chatId));
  await say(work, { chatId, lane: "courtesy", outgoing: menu });
}
