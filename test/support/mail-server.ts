import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { MailSettings } from "../../src/config.ts";
import { testCertificate } from "./test-certificate.ts";

/** What the server does with the next mails. */
export type MailFault =
  /** An answer with this code at the recipient: 550 for nobody of that name, 451 for "come back later" (greylisting). */
  | { readonly at: "rcpt" | "mailFrom" | "data"; readonly code: number }
  /** No answer at all to the recipient. */
  | { readonly at: "hang" }
  /** The connection breaks after the recipient, or after the whole mail has been taken. */
  | { readonly at: "dropBeforeData" | "dropAfterData" };

export interface TakenMail {
  readonly to: string;
  /** The whole mail as it came: headers, an empty line, the text. */
  readonly raw: string;
  /** It came through an encrypted connection. */
  readonly isSecret: boolean;
}

/** A real SMTP server on this machine. */
export interface MailServer {
  readonly settings: MailSettings;
  /** Every mail whose whole text came in, also one whose sender was never told so. */
  readonly mails: TakenMail[];
  /** What goes wrong from now on; undefined for nothing. */
  fault: MailFault | undefined;
  /** The words of the newest mail to this address, decoded. Throws when there is none. */
  lastTo(address: string): { readonly subject: string; readonly text: string };
  close(): Promise<void>;
}

const answer = (code: number) => Object.assign(new Error("No"), { responseCode: code });

/** Starts the server. With `login` it takes mail of nobody else. */
export async function startMailServer(
  options: {
    readonly login?: { readonly user: string; readonly password: string };
    /** Offers STARTTLS, with the certificate of `test-certificate.ts`. */
    readonly offersTls?: boolean;
    /** Hears of each mail that was taken, before its sender does. */
    readonly onTaken?: (mail: {
      readonly to: string;
      readonly subject: string;
      readonly text: string;
    }) => void;
  } = {},
): Promise<MailServer> {
  const { login } = options;
  const mails: TakenMail[] = [];
  const drop = () => {
    for (const connection of server.connections) connection._socket.destroy();
  };
  const faultAt = (at: MailFault["at"]) => (made.fault?.at === at ? made.fault : undefined);
  const refusal = (at: MailFault["at"]) => {
    const fault = faultAt(at);
    return fault && "code" in fault ? answer(fault.code) : null;
  };
  const server = new SMTPServer({
    authOptional: login === undefined,
    ...testCertificate,
    disabledCommands: [...(options.offersTls ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    allowInsecureAuth: true,
    logger: false,
    closeTimeout: 100,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(answer(535));
    },
    onMailFrom: (_address, _session, done) => done(refusal("mailFrom")),
    onRcptTo(_address, _session, done) {
      if (faultAt("hang")) return;
      if (faultAt("dropBeforeData")) return drop();
      done(refusal("rcpt"));
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(" ");
        const refused = refusal("data");
        const raw = Buffer.concat(pieces).toString("utf8");
        if (!refused) {
          mails.push({ to, raw, isSecret: session.secure });
          options.onTaken?.({ to, ...read(raw) });
        }
        if (faultAt("dropAfterData")) drop();
        else done(refused);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const made: MailServer = {
    settings: {
      server: { host: "127.0.0.1", port, secure: false, ...(login ? { login } : {}) },
      from: "inbeeld@school.example",
    },
    mails,
    fault: undefined,
    lastTo(address) {
      const mail = mails.findLast(({ to }) => to === address);
      if (!mail) throw new Error("No mail came to this address");
      return read(mail.raw);
    },
    async close() {
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return made;
}

/** Subject and text of a mail of one part, out of the wrappings in which they travel. */
function read(raw: string): { subject: string; text: string } {
  const cut = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, cut).replaceAll(/\r\n[ \t]+/g, " ");
  const body = raw.slice(cut + 4);
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim() ?? "";
  const encoding = header("Content-Transfer-Encoding").toLowerCase();
  const text =
    encoding === "base64"
      ? Buffer.from(body, "base64").toString("utf8")
      : encoding === "quoted-printable"
        ? fromQuoted(body.replaceAll("=\r\n", ""))
        : body;
  const subject = header("Subject")
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?(b|q)\?(.*?)\?=/gi, (_all, how: string, words: string) =>
      how.toLowerCase() === "b"
        ? Buffer.from(words, "base64").toString("utf8")
        : fromQuoted(words.replaceAll("_", " ")),
    );
  return { subject, text: text.replaceAll("\r\n", "\n").trim() };
}

const fromQuoted = (text: string) =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
