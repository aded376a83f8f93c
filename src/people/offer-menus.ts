import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../db/connect.ts";
import { alumnus, asker, caseWorker, chat } from "../db/schema/index.ts";
import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf, staffLanguageOf } from "../i18n/language.ts";

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
 */
export async function findOldMenus(db: Db, markOf: (menu: Menu) => string): Promise<readonly OldMenu[]> {
  const menus = new Map<number, { readonly known: string | null; readonly menu: Menu }>();
  // The last word counts.
  for (const to of ["asker", "alumnus"] as const)
    for (const { chatId, language, known } of await chatsOf(
      db,
      to === "asker" ? asker.chatId : alumnus.chatId,
    ))
      menus.set(chatId, {
        known,
        menu: { kind: "offerCommands", to, language: languageOf(language) ?? "nl" },
      });
  for (const { chatId, language, known } of await chatsOf(db, caseWorker.chatId, isNull(caseWorker.leftAt)))
    menus.set(chatId, {
      known,
      menu: { kind: "offerCommands", to: "staff", language: staffLanguageOf(language) },
    });
  return [...menus].flatMap(([chatId, { known, menu }]) => {
    const mark = markOf(menu);
    return mark === known ? [] : [{ chatId, menu, mark }];
  });
}

const chatsOf = async (db: Db, column: PgColumn, more?: SQL) =>
  db
    .select({ chatId: chat.chatId, language: chat.language, known: chat.menu })
    .from(chat)
    .innerJoin(column.table, eq(column, chat.chatId))
    .where(and(isNull(chat.blockedSince), more));

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
