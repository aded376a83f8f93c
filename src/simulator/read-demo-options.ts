import { parseArgs } from "node:util";
import { type Language, languageOf, languages } from "../i18n/language.ts";
import { type Start, starts } from "./cast.ts";

/** How the demo is to be started. */
export interface DemoOptions {
  /** The page's address is on this port; `isAsked` when it was named, so that no other one will do. */
  readonly port: number;
  readonly isAsked: boolean;
  /** Undefined when not named: then Dutch, or what the folder has. */
  readonly language: Language | undefined;
  readonly start: Start | undefined;
  /** Where the rehearsal is kept; in memory when left out. */
  readonly folder: string | undefined;
  /** Texts that nobody can read, to see what is cut off or never was in a text file. */
  readonly pseudo: boolean;
}

/** A flag that is not known, or a value that is none; the message says which and what would do. */
export class WrongOption extends Error {
  constructor(message: string) {
    super(`${message}\n\n${usage}`);
    this.name = "WrongOption";
  }
}

export const usualPort = 8484;

export const usage = `npm run demo -- [options]
  --port N           the page's port; ${usualPort} unless said otherwise, or the next one that is free
  --language CODE    ${languages.join(", ")}: the page, and the people of the story; nl unless said otherwise
  --start story      begin with people who take part already (what happens unless said otherwise)
  --start empty      begin before anybody did anything
  --folder DIR       keep everything in this folder and go on with it next time
  --pseudo           longer texts in brackets, to see what does not fit; with --language ar from right to left
  --help             this text`;

/** Reads the flags of the command; "help" when that is what was asked. PORT in the environment counts as a flag. Throws WrongOption. */
export function readDemoOptions(argv: readonly string[], port: string | undefined): DemoOptions | "help" {
  const flags = parse(argv);
  if (flags.help) return "help";
  const asked = flags.port ?? (port?.trim() || undefined);
  const language = flags.language === undefined ? undefined : languageOf(flags.language);
  if (flags.language !== undefined && !language)
    throw new WrongOption(
      `The language "${flags.language}" is not there yet. There are: ${languages.join(", ")}.`,
    );
  const start = starts.find((one) => one === flags.start);
  if (flags.start !== undefined && !start)
    throw new WrongOption(
      `The demo does not start with "${flags.start}". It can start with: ${starts.join(", ")}.`,
    );
  if (flags.folder?.trim() === "") throw new WrongOption("--folder needs the name of a folder.");
  return {
    port: asked === undefined ? usualPort : readPort(asked),
    isAsked: asked !== undefined,
    language,
    start,
    folder: flags.folder,
    pseudo: flags.pseudo === true,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: "string" },
        language: { type: "string" },
        start: { type: "string" },
        folder: { type: "string" },
        pseudo: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new WrongOption(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new WrongOption(`"${text}" is no port: a whole number from 1 to 65535.`);
}
