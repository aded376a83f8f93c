import type { BotCommand, BotCommandScope } from "@grammyjs/types";

/** What the bot says about itself, for each language; "" is every other language. */
export interface Profile {
  readonly names: Map<string, string>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  /** Under the key of `commandsKey`. */
  readonly commands: Map<string, BotCommand[]>;
}

/** A profile in which nothing is set. */
export function createProfile(): Profile {
  return { names: new Map(), descriptions: new Map(), shortDescriptions: new Map(), commands: new Map() };
}

/** The place of one list of commands: its scope and its language. */
export function commandsKey(scope: BotCommandScope | undefined, language: string | undefined): string {
  return `${JSON.stringify(scope ?? { type: "default" })} ${language ?? ""}`;
}
