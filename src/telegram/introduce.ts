import type { Api } from "grammy";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/connect.ts";
import { isIntroduced, noteIntroduced } from "../delivery/keep-introduction.ts";
import type { Texts } from "../i18n/texts.ts";
import { findOldMenus, type Menu, offerMenu } from "../people/offer-menus.ts";
import type { Vault } from "../privacy/vault.ts";
import { introduceBot, introductionMark, menuMark } from "./set-up-bot.ts";

export interface IntroduceParts {
  readonly api: Api;
  readonly botId: number;
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
}

/** Tells Telegram what the bot is, unless that is what it was told last. Throws what Telegram or the database throws. */
export async function introduce({ api, botId, database, clock, texts }: IntroduceParts): Promise<void> {
  const mark = introductionMark(texts);
  if (await isIntroduced(database.db, botId, mark)) return;
  await introduceBot(api, texts);
  await noteIntroduced(database.db, botId, mark, clock.now());
}

/** There can be thousands after an update, and others wait for the database. */
const menusAtOnce = 50;

/**
 * Puts this version's commands into the menus of all chats that have others: by the outbox, after everything else. A service that
 * dies and starts again says nothing twice.
 */
export async function renewMenus(parts: IntroduceParts, signal: AbortSignal): Promise<void> {
  const { database, clock, vault, texts } = parts;
  const marks = new Map<string, string>();
  const markOf = (menu: Menu) => {
    const key = `${menu.to} ${menu.language}`;
    const mark = marks.get(key) ?? menuMark(texts, menu);
    marks.set(key, mark);
    return mark;
  };
  const old = await findOldMenus(database.db, markOf);
  for (let from = 0; from < old.length && !signal.aborted; from += menusAtOnce)
    await database.db.transaction(async (db) => {
      for (const one of old.slice(from, from + menusAtOnce))
        await offerMenu({ db, now: clock.now(), vault, texts }, one);
    });
}
