import { z } from "zod";
import { commandScope, language } from "./fields.ts";
import { type Method, method } from "./method.ts";
import { commandsKey } from "./profile.ts";
import { badRequest } from "./refusal.ts";

const language_code = language.optional();
const listed = { scope: commandScope.optional(), language_code };
const MAX_COMMANDS = 100;
const LONGEST = { name: 64, description: 512, short: 120, commandDescription: 256 };

/** What the bot says about itself: commands, name and descriptions. */
export const profileMethods: Method[] = [
  method(
    "setMyCommands",
    { ...listed, commands: z.array(z.strictObject({ command: z.string(), description: z.string() })) },
    ({ commands, scope, language_code: code }, { profile }) => {
      if (commands.length > MAX_COMMANDS) throw badRequest("BOT_COMMAND_INVALID");
      for (const { command, description } of commands) {
        const described = description.length >= 1 && description.length <= LONGEST.commandDescription;
        if (!described || !/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest("BOT_COMMAND_INVALID");
      }
      profile.commands.set(commandsKey(scope, code), commands);
      return true;
    },
  ),
  method("getMyCommands", listed, ({ scope, language_code: code }, { profile }) => {
    return profile.commands.get(commandsKey(scope, code)) ?? [];
  }),
  method("deleteMyCommands", listed, ({ scope, language_code: code }, { profile }) => {
    profile.commands.delete(commandsKey(scope, code));
    return true;
  }),
  method("setMyName", { name: z.string().optional(), language_code }, (params, { profile }) =>
    keep(profile.names, params.language_code, params.name, LONGEST.name, "name"),
  ),
  method("getMyName", { language_code }, (params, { profile, bot }) => ({
    name: forLanguage(profile.names, params.language_code) || bot.first_name,
  })),
  method("setMyDescription", { description: z.string().optional(), language_code }, (params, { profile }) =>
    keep(profile.descriptions, params.language_code, params.description, LONGEST.description, "description"),
  ),
  method("getMyDescription", { language_code }, (params, { profile }) => ({
    description: forLanguage(profile.descriptions, params.language_code),
  })),
  method(
    "setMyShortDescription",
    { short_description: z.string().optional(), language_code },
    (params, { profile }) => {
      const { short_description: short, language_code: code } = params;
      return keep(profile.shortDescriptions, code, short, LONGEST.short, "short description");
    },
  ),
  method("getMyShortDescription", { language_code }, (params, { profile }) => ({
    short_description: forLanguage(profile.shortDescriptions, params.language_code),
  })),
];

function keep(
  texts: Map<string, string>,
  code: string | undefined,
  text: string | undefined,
  longest: number,
  what: string,
): true {
  if (text !== undefined && text.length > longest) throw badRequest(`bot ${what} is too long`);
  if (text) texts.set(code ?? "", text);
  else texts.delete(code ?? "");
  return true;
}

function forLanguage(texts: Map<string, string>, code: string | undefined): string {
  return texts.get(code ?? "") ?? texts.get("") ?? "";
}
