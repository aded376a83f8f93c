import { mailLineOf } from "../../delivery/mail-line.ts";
import type { Lane } from "../../delivery/outgoing.ts";
import { type Saying, say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { CaseWorkerRow } from "../store.ts";
import { openEmail } from "./set-email.ts";

export interface StaffMail {
  readonly subject: string;
  /** Never a name or a content: mail lies open on many screens (security.md 3). */
  readonly text: string;
  /** What it is about, so that its outcome finds its way back. */
  readonly about?: NonNullable<Saying["subject"]>;
  /** `alert` when left out. */
  readonly lane?: Lane;
}

/**
 * Writes a mail to somebody of the staff into the outbox and returns the row's id; undefined, with nothing written, when
 * there is no mail server or this person has no address. An address that was not confirmed is used all the same: a mail too
 * many is better than an alert too few, and no name is in it.
 */
export async function mailStaff(
  work: Work,
  worker: Pick<CaseWorkerRow, "id" | "keyId" | "email">,
  mail: StaffMail,
): Promise<string | undefined> {
  if (!work.hasMail) return undefined;
  const to = await openEmail(work, worker);
  return to === undefined ? undefined : mailTo(work, worker.id, to, mail);
}

/** The same to an address that is not stored (yet): the one that is about to be confirmed. */
export function mailTo(work: Work, ownerId: string, to: string, mail: StaffMail): Promise<string> {
  const { subject, text, about, lane = "alert" } = mail;
  return say(work, {
    chatId: mailLineOf(ownerId),
    lane,
    outgoing: { kind: "mail", to, subject, text },
    ...(about ? { subject: about } : {}),
  });
}
