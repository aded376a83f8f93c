import { eq } from "drizzle-orm";
import { storeSignals } from "../checkin/store-signals.ts";
import { asker } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { askerPlace } from "../people/details.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { expectWords } from "../people/expect-words.ts";
import { isAsker, type PersonView } from "../people/store.ts";

/** Asks for the number on which a human can call. */
export async function askForPhone(
  work: Work,
  view: PersonView,
  { interpreter, isWorry = false }: { readonly interpreter: boolean; readonly isWorry?: boolean },
): Promise<void> {
  const { chatId, id: personId } = view.row;
  if (chatId === null) return;
  await expectWords(work, chatId, { kind: "askPhone", personId, interpreter, isWorry });
  await say(work, {
    chatId,
    outgoing: { kind: "say", text: work.texts(view.language)("questions:phone.ask") },
  });
}

/** A number as people type it, in digits of any script: with a plus or a zero in front, and 9 to 14 digits. */
export function readPhone(text: string): string | undefined {
  const latin = text.replace(/[٠-٩۰-۹]/g, (digit) =>
    String("٠١٢٣٤٥٦٧٨٩".includes(digit) ? "٠١٢٣٤٥٦٧٨٩".indexOf(digit) : "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)),
  );
  const bare = latin.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^(?:\+\d{9,14}|0\d{9})$/.test(bare) ? bare : undefined;
}

/**
 * The number that was typed: kept with whoever asks, and a human hears that they want to be called. False when it is no number; then
 * nothing was kept and it can be typed again.
 */
export async function takePhone(
  work: Work,
  view: PersonView,
  text: string,
  { interpreter }: { readonly interpreter: boolean },
): Promise<boolean> {
  const { db } = work;
  const { row } = view;
  const phone = readPhone(text);
  if (phone === undefined || !isAsker(row)) return false;
  const details = await work.vault.seal(
    db,
    row.keyId,
    askerPlace(row.id),
    JSON.stringify({ phone, interpreter }),
  );
  await db.update(asker).set({ details }).where(eq(asker.id, row.id));
  const found = {
    cause: `callMe:${work.now.toISOString()}`,
    rule: interpreter ? "callMe:interpreter" : "callMe",
    theme: "question",
    severity: "attention",
    wish: "call",
  } as const;
  await raiseEscalation(work, row, await storeSignals(work, { personId: row.id }, [found]));
  if (row.chatId === null) return true;
  const { when } = await findWhoIsThere(work, view);
  const said = work.texts(view.language)("questions:phone.done", { school: view.organisation.name, when });
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text: said } });
  return true;
}
