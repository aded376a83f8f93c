import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailSettings } from "../config.ts";
import { errorCode } from "../db/error-code.ts";
import type { SendResult } from "../delivery/outgoing.ts";

/** A mail of plain text. `id` is the same for every try of it, so that mail programs know a second copy for what it is. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Hands one mail to the server. Never throws: every outcome is a result, and no address or password is in it. */
  send(mail: Mail): Promise<SendResult>;
  /** Connects and logs in, and sends nothing; `sent` when the server would take a mail. */
  verify(): Promise<SendResult>;
}

const patience = 10_000;
/** Shorter than the lease of an outbox row: whoever is slower would find another instance sending the same. */
const wholePatience = 25_000;

/**
 * The second channel. STARTTLS is used as soon as the server offers it, and a certificate that cannot be trusted fails the
 * mail. Text only: nothing in a mail is fetched, and no file of this machine can get into one.
 */
export function mailer({ server, from }: MailSettings, timeouts = { patience, wholePatience }): Mailer {
  const talk = (deed: (connection: SMTPConnection) => Promise<void>) => converse(server, timeouts, deed);
  return {
    async send(mail) {
      let isHandedOver = false;
      async function* body(message: Buffer) {
        isHandedOver = true;
        yield message;
      }
      try {
        const message = await compose(from, mail);
        const envelope = { from, to: [mail.to] };
        // A stream is not read before the server has asked for the data: that is the line between "not sent" and "perhaps".
        const content = Readable.from(body(message), { objectMode: false });
        await talk(
          (connection) =>
            new Promise((resolve, reject) => {
              connection.send(envelope, content, (error) => (error ? reject(error) : resolve()));
            }),
        );
        return { kind: "sent" };
      } catch (error) {
        return resultOf(error, isHandedOver);
      }
    },
    async verify() {
      try {
        await talk(async () => undefined);
        return { kind: "sent" };
      } catch (error) {
        return resultOf(error, false);
      }
    },
  };
}

function compose(from: string, mail: Mail): Promise<Buffer> {
  return new MailComposer({
    from: { name: "In Beeld", address: from },
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    // RFC 3834: no holiday replies, please.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

class TookTooLong extends Error {
  readonly code = "SMTP_TOO_SLOW";
}

/** The connection ended and nodemailer knows no better reason. */
class Closed extends Error {
  readonly code = "SMTP_CLOSED";
}

/** One conversation with the server: connects, logs in, does the deed, says goodbye. Rejects with the server's refusal. */
async function converse(
  server: MailSettings["server"],
  timeouts: { readonly patience: number; readonly wholePatience: number },
  deed: (connection: SMTPConnection) => Promise<void>,
): Promise<void> {
  const { login, ...where } = server;
  const connection = new SMTPConnection({
    ...where,
    connectionTimeout: timeouts.patience,
    greetingTimeout: timeouts.patience,
    socketTimeout: timeouts.patience,
    dnsTimeout: timeouts.patience,
    socketCloseTimeout: 1_000,
  });
  const timers: NodeJS.Timeout[] = [];
  const broken = new Promise<never>((_, reject) => {
    connection.on("error", reject);
    // A refusal that closes the connection is told just after its end, and says more.
    connection.on("end", () => timers.push(setTimeout(() => reject(new Closed()), 500)));
    timers.push(setTimeout(() => reject(new TookTooLong()), timeouts.wholePatience));
  });
  const talking = async () => {
    await new Promise<void>((resolve, reject) =>
      connection.connect((error) => (error ? reject(error) : resolve())),
    );
    if (login)
      await new Promise<void>((resolve, reject) =>
        connection.login({ user: login.user, pass: login.password }, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    await deed(connection);
  };
  try {
    await Promise.race([talking(), broken]);
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

interface SmtpFault {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** What a refusal or a broken connection means. `isHandedOver`: the server had asked for the text by then. */
function resultOf(error: unknown, isHandedOver: boolean): SendResult {
  const fault = error as SmtpFault;
  const answer = fault.responseCode;
  const code = answer ? `SMTP_${answer}` : errorCode({ code: fault.originalCode ?? fault.code });
  if (answer && answer >= 400 && answer < 500) return { kind: "failed", code };
  if (fault.code === "EAUTH") return { kind: "unauthorized", code };
  if (answer && answer >= 500) {
    // Refused before a recipient was named: no mail of ours is taken, whoever it is for.
    const isAboutMail = fault.command === "RCPT TO" || fault.command === "DATA";
    return { kind: isAboutMail ? "refused" : "unauthorized", code };
  }
  if (isHandedOver) return { kind: "unclear", code };
  const isUnfit = fault.code === "EENVELOPE" || fault.code === "EMESSAGE" || fault.code === undefined;
  return { kind: isUnfit ? "refused" : "failed", code };
}
