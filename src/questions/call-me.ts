import { eq } from "drizzle-orm";
import { storeSignals } from "../checkin/store-signals.ts";
import { asker } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { askerPlace } from "../people/details.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { expectWords } from "../people/expect-words.ts";
import { type AskerView, isAsker, type PersonView } from "../people/store.ts";

/** How somebody wants to be called: with an interpreter, and about which item that they could not read. */
interface CallWish {
  readonly interpreter: boolean;
  readonly item?: string;
}

/** Asks for the number on which a human can call. */
export async function askForPhone(
  work: Work,
  view: PersonView,
  { isWorry = false, ...wish }: CallWish & { readonly isWorry?: boolean },
): Promise<void> {
  const { chatId, id: personId } = view.row;
  if (chatId === null) return;
  await expectWords(work, chatId, { kind: "askPhone", personId, ...wish, isWorry });
  await say(work, {
    chatId,
    outgoing: {
      ...{ kind: "say", text: work.texts(view.language)("questions:phone.ask") },
      spoken: spokenIn(view.language, "questions:phone.ask"),
    },
  });
}

/** Whoever asks reads none of our languages: the humans of the school hear of it as of any other wish, once. */
export async function wishInterpreter(work: Work, { row }: AskerView): Promise<void> {
  const found = {
    cause: "readsNone",
    rule: "readsNone",
    theme: "question",
    severity: "attention",
    wish: "human",
  } as const;
  await raiseEscalation(work, row, await storeSignals(work, { personId: row.id }, [found]));
}

/** What stands in a number besides its digits, marks of direction that come along with a copied one too. */
const beside = /[\s().\-/\p{Cf}]/gu;

/** Digits of any script as 0 to 9, and nothing else of what people type around them. */
const bareOf = (text: string): string =>
  text
    .replace(/[٠-٩۰-۹]/g, (digit) =>
      String("٠١٢٣٤٥٦٧٨٩".includes(digit) ? "٠١٢٣٤٥٦٧٨٩".indexOf(digit) : "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)),
    )
    // As in +31 (0)6: the zero is not dialled.
    .replace(/(\d)\s*\(0\)/, "$1")
    .replace(beside, "");

/**
 * A number as people type it, in digits of any script: with a plus or a zero in front, and 9 to 14 digits; a Dutch one also without
 * them, as it stands behind a picture of a flag.
 */
export function readPhone(text: string): string | undefined {
  const bare = bareOf(text).replace(/^00/, "+");
  if (/^31\d{9}$/.test(bare)) return `+${bare}`;
  if (/^6\d{8}$/.test(bare)) return `0${bare}`;
  return /^(?:\+\d{9,14}|0\d{9})$/.test(bare) ? bare : undefined;
}

/** Whether somebody tried to type a number: digits, and hardly anything else. */
export const isLikePhone = (text: string): boolean => /^\+?\d{3,20}$/.test(bareOf(text));

/**
 * The number that was typed: kept with whoever asks, and a human hears that they want to be called. False when it is no number; then
 * nothing was kept and it can be typed again.
 */
export async function takePhone(
  work: Work,
  view: PersonView,
  text: string,
  wish: CallWish,
): Promise<boolean> {
  const { db } = work;
  const { row } = view;
  const phone = readPhone(text);
  if (phone === undefined || !isAsker(row)) return false;
  const details = await work.vault.seal(
    db,
    row.keyId,
    askerPlace(row.id),
    JSON.stringify({ phone, interpreter: wish.interpreter }),
  );
  await db.update(asker).set({ details }).where(eq(asker.id, row.id));
  await wishCall(work, view, wish);
  if (row.chatId === null) return true;
  const { when } = await findWhoIsThere(work, view);
  const said = work.texts(view.language)("questions:phone.done", { school: view.organisation.name, when });
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text: said } });
  return true;
}

/** A human hears that somebody wants to be called, how, and about what. */
export async function wishCall(
  work: Work,
  { row }: PersonView,
  { interpreter, item }: CallWish,
): Promise<void> {
  const found = {
    cause: `callMe:${work.now.toISOString()}`,
    rule: ["callMe", interpreter ? "interpreter" : "", item ?? ""].join(":").replace(/:+$/, ""),
    theme: "question",
    severity: "attention",
    wish: "call",
  } as const;
  await raiseEscalation(work, row, await storeSignals(work, { personId: row.id }, [found]));
}
