import type { openDatabase } from "../db/connect.ts";

/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
}

/** What the commands get from outside: main.ts hands in the machine, a test hands in its own. */
export interface Seam {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What another program may read on: links, lists, reports. */
  readonly stdout: Output;
  /** What is said to the person at the keyboard. */
  readonly stderr: Output;
  /** What another program hands over, in pieces; absent: nothing. */
  readonly stdin?: AsyncIterable<string | Uint8Array>;
  readonly now: () => Date;
  /** Asks the person at the keyboard and returns what they typed; absent when nobody sits there, as in a script. */
  readonly ask?: (question: string) => Promise<string>;
  /** Absent: the database of DATABASE_URL. */
  readonly openDatabase?: typeof openDatabase;
  /** Absent: the texts that the product itself uses. */
  readonly locales?: URL;
  /** How long `doctor` and the question who the bot is wait for an answer; 5 seconds when left out. */
  readonly patienceMilliseconds?: number;
}

export const patienceOf = (seam: Pick<Seam, "patienceMilliseconds">) => seam.patienceMilliseconds ?? 5_000;
