/** What stands in the witness log, a line of JSON each, on disk before anybody could act on it. Times are milliseconds since 1970 of this machine. */
export type WitnessLine = UpdateLine | ConfirmedLine | CallLine | MailLine | KillLine | SpanLine | NoteLine;

/** Stands in a button that says that words are for nobody. */
export const forNobody = "AAAAAAAAAAAAAAAAAAAAAA";

/** Telegram keeps an update for the bot: somebody tapped, wrote or blocked. */
export interface UpdateLine {
  readonly what: "update";
  readonly at: number;
  readonly id: number;
  readonly chat: number;
  /** The data of a tapped button. */
  readonly tap?: string;
  /** The number of a message that was written, and the canaries in it. */
  readonly message?: number;
  readonly canaries?: readonly string[];
}

/** Telegram forgets these updates: the bot asked for what comes after them, or answered 200. */
export interface ConfirmedLine {
  readonly what: "confirmed";
  readonly at: number;
  readonly ids: readonly number[];
}

/** The bot called Telegram. */
export interface CallLine {
  readonly what: "call";
  /** When the call came in, and when it was answered or broken off. */
  readonly begun: number;
  readonly at: number;
  readonly method: string;
  /** 0: no answer left. */
  readonly status: number;
  /** Carried out, whether the bot heard of it or not. */
  readonly done: boolean;
  readonly fault?: string;
  readonly chat?: number;
  /** The message that was made, changed or deleted. */
  readonly message?: number;
  /** A hash of the text. */
  readonly text?: string;
  /** Everything in the text that looks like the reference of an escalation, as in a mail. */
  readonly references?: readonly string[];
  /** The numbers to call in a crisis stand in it. */
  readonly numbers?: true;
  /** The canaries in the text. */
  readonly canaries?: readonly string[];
  /** The data of the buttons under it. */
  readonly buttons?: readonly string[];
}

/** A mail server took a mail. */
export interface MailLine {
  readonly what: "mail";
  readonly at: number;
  readonly to: string;
  /** Everything in it that looks like the reference of an escalation, in capitals and without `#`. */
  readonly references: readonly string[];
  /** A hash of the text. */
  readonly text: string;
  /** The canaries in it: nothing of a talk belongs in a mail. */
  readonly canaries?: readonly string[];
}

/** The mailbox of whoever has this chat, in the run's own schools. */
export const mailboxOf = (chat: number): string => `worker${chat}@school.example`;

/** An instance was killed by SIGKILL, on purpose. */
export interface KillLine {
  readonly what: "kill";
  readonly at: number;
  readonly instance: number;
}

/** The database was away, or no instance ran: nobody could have sent anything. */
export interface SpanLine {
  readonly what: "away";
  readonly who: "database" | "instances";
  readonly from: number;
  readonly at: number;
}

/** What the run did besides, for whoever reads the log. */
export interface NoteLine {
  readonly what: "note";
  readonly at: number;
  readonly text: string;
}
