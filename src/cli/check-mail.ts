import { and, count as countRows, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker } from "../db/schema/index.ts";
import { mailer } from "../mail/send-mail.ts";
import { bad, type Check, note, ok } from "./check.ts";
import type { UsableSettings } from "./read-settings.ts";
import { patienceOf, type Seam } from "./seam.ts";

/** Whether the mail server takes mail of ours: connects and logs in, and sends nothing. */
export async function checkMail(seam: Seam, { mail }: UsableSettings): Promise<Check> {
  if (mail === undefined) return note("mail", "Not looked at: SMTP_URL or MAIL_FROM is missing or wrong.");
  if (mail === null)
    return note("mail", "Off: alerts have no second way when Telegram does not work. See SMTP_URL.");
  const patience = patienceOf(seam);
  const result = await mailer(mail, { patience, wholePatience: patience }).verify();
  if (result.kind === "sent") return ok("mail", "The mail server takes us in.");
  return bad(
    "mail",
    result.kind === "unauthorized"
      ? `The mail server refuses the login or the sender (${result.code}). Are SMTP_URL and MAIL_FROM right?`
      : `The mail server cannot be reached (${result.code}). Is the address in SMTP_URL right?`,
  );
}

/** Addresses that nobody has confirmed by typing the code, and staff without any. */
export async function checkAddresses(db: Db): Promise<Check> {
  const here = isNull(caseWorker.leftAt);
  const of = async (which: Parameters<typeof and>[0]) => {
    const [row] = await db.select({ n: countRows() }).from(caseWorker).where(and(here, which));
    return Number(row?.n ?? 0);
  };
  const all = await of(undefined);
  const without = await of(isNull(caseWorker.email));
  const open = await of(and(isNotNull(caseWorker.email), isNull(caseWorker.emailConfirmedAt)));
  if (all === 0) return ok("addresses", "There is no staff yet.");
  if (without === 0 && open === 0)
    return ok("addresses", "Everybody on the staff has a confirmed mail address.");
  const parts = [
    ...(without > 0 ? [`${without} of ${all} have no mail address`] : []),
    ...(open > 0 ? [`${open} of ${all} have not confirmed theirs with /mail`] : []),
  ];
  return note("addresses", `On the staff ${parts.join(", ")}. See staff email.`);
}
