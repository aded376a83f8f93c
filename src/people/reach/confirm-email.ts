import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { chat } from "../../db/schema/index.ts";
import type { Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { type CaseWorkerRow, type ChatRow, languageOfStaff } from "../store.ts";
import { mailTo } from "./mail-staff.ts";
import { openEmail, readEmail, setEmail } from "./set-email.ts";

/** How long an address or a code is waited for, in minutes. */
const waitMinutes = 30;
const mostWrong = 5;

type Expected = NonNullable<ChatRow["expects"]>;
type TextKey = `people:mail.${"ask" | "codeSent" | "noAddress" | "confirmed" | "wrongCode" | "tooMany"}`;
type PlainKey = `people:mail.${"tooLate" | "removed" | "none" | "off" | "own" | "ownOpen" | "bounced"}`;

/** `/mail`: shows the own address with what can be done about it, or asks for one. */
export async function showEmail(work: Work, worker: CaseWorkerRow): Promise<void> {
  if (!work.hasMail) return tell(work, worker, "people:mail.off");
  const address = await openEmail(work, worker);
  if (address === undefined) return askEmail(work, worker);
  const t = work.texts(await languageOfStaff(work.db, worker));
  const button = (what: "change" | "confirm" | "remove") => ({
    label: t(`people:mail.button.${what}`),
    action: { do: "mail", what } as const,
  });
  const others = [button("change"), button("remove")];
  const buttons = worker.emailConfirmedAt ? [others] : [[button("confirm")], others];
  await tell(work, worker, worker.emailConfirmedAt ? "people:mail.own" : "people:mail.ownOpen", {
    values: { address },
    buttons,
  });
}

/** Asks for an address; the next typed message is taken for it. */
export async function askEmail(work: Work, worker: CaseWorkerRow): Promise<void> {
  if (!work.hasMail) return tell(work, worker, "people:mail.off");
  await expect(work, worker, { kind: "email", until: untilOf(work) });
  await tell(work, worker, "people:mail.ask");
}

/** Mails a code to the address that is stored and was not confirmed, such as one that the operator set. */
export async function confirmOwnEmail(work: Work, worker: CaseWorkerRow): Promise<void> {
  const address = await openEmail(work, worker);
  if (!work.hasMail) return tell(work, worker, "people:mail.off");
  if (address === undefined) return tell(work, worker, "people:mail.none");
  await sendCode(work, worker, address);
}

/** Takes the own address away. */
export async function removeEmail(work: Work, worker: CaseWorkerRow): Promise<void> {
  const isThere = worker.email !== null;
  if (isThere) await setEmail(work, worker, null, "self");
  await expect(work, worker, null);
  await tell(work, worker, isThere ? "people:mail.removed" : "people:mail.none");
}

/**
 * Takes a message that may be the awaited address or code; `text` is undefined for a sticker and the like. False when none is
 * awaited (any more) and the message means something else.
 */
export async function hearEmail(
  work: Work,
  worker: CaseWorkerRow,
  chatRow: ChatRow,
  text: string | undefined,
): Promise<boolean> {
  const { expects } = chatRow;
  if (expects?.kind !== "email" && expects?.kind !== "emailCode") return false;
  if (new Date(expects.until) < work.now) {
    await expect(work, worker, null);
    const isMeant = text !== undefined && (/^\d{6}$/.test(digitsOf(text)) || readEmail(text) !== undefined);
    if (isMeant) await tell(work, worker, "people:mail.tooLate");
    return isMeant;
  }
  const address = text === undefined ? undefined : readEmail(text);
  if (address !== undefined) await sendCode(work, worker, address);
  else if (expects.kind === "email") await tell(work, worker, "people:mail.noAddress");
  else await tryCode(work, worker, expects, text ?? "");
  return true;
}

const digitsOf = (text: string) => text.replaceAll(/\s/g, "");

async function tryCode(
  work: Work,
  worker: CaseWorkerRow,
  expects: Extract<Expected, { kind: "emailCode" }>,
  text: string,
): Promise<void> {
  if (codeHash(work, worker, digitsOf(text)) === expects.code) {
    const sealed = Buffer.from(expects.address, "base64");
    const address = await work.vault.open(work.db, worker.keyId, addressPlace(worker.id), sealed);
    await expect(work, worker, null);
    await setEmail(work, worker, address, "self");
    return tell(work, worker, "people:mail.confirmed");
  }
  const wrong = expects.wrong + 1;
  await expect(work, worker, wrong >= mostWrong ? null : { ...expects, wrong });
  if (wrong >= mostWrong) return tell(work, worker, "people:mail.tooMany");
  await tell(work, worker, "people:mail.wrongCode", { values: { number: mostWrong - wrong } });
}

/** The code stays out of the database: what is kept is its keyed hash. */
async function sendCode(work: Work, worker: CaseWorkerRow, address: string): Promise<void> {
  const { db, vault } = work;
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const sealed = await vault.seal(db, worker.keyId, addressPlace(worker.id), address);
  await expect(work, worker, {
    kind: "emailCode",
    address: sealed.toString("base64"),
    code: codeHash(work, worker, code),
    wrong: 0,
    until: untilOf(work),
  });
  const t = work.texts(await languageOfStaff(db, worker));
  await mailTo(work, worker.id, address, {
    subject: t("people:mail.codeSubject"),
    text: t("people:mail.codeText", { code }),
    about: { kind: "mailCode", id: worker.id },
    lane: "reply",
  });
  await tell(work, worker, "people:mail.codeSent", { values: { address } });
}

/** The mail with the code was refused: said in the chat, where the person waits for it. */
export async function tellBounced(work: Work, worker: CaseWorkerRow): Promise<void> {
  await expect(work, worker, null);
  await tell(work, worker, "people:mail.bounced");
}

const codeHash = (work: Work, worker: CaseWorkerRow, code: string) =>
  work.vault.fingerprint("mail_code", `${worker.id}|${code}`);
const addressPlace = (id: string) => ({ table: "chat", column: "expects", row: id });
const untilOf = (work: Work) => new Date(work.now.getTime() + waitMinutes * 60_000).toISOString();

async function expect(work: Work, worker: CaseWorkerRow, expects: ChatRow["expects"]): Promise<void> {
  if (worker.chatId === null) return;
  await work.db.update(chat).set({ expects }).where(eq(chat.chatId, worker.chatId));
}

async function tell(
  work: Work,
  worker: CaseWorkerRow,
  key: TextKey | PlainKey,
  more: { readonly values?: Record<string, string | number>; readonly buttons?: Buttons } = {},
): Promise<void> {
  if (worker.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, worker));
  const text = t(key as "people:mail.own", { address: "", ...more.values });
  const buttons = more.buttons ? { buttons: more.buttons } : {};
  await say(work, { chatId: worker.chatId, outgoing: { kind: "say", text, ...buttons } });
}
