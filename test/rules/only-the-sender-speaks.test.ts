import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const source = path.join(import.meta.dirname, "../../src");
/** What says something to somebody: grammY's shortcuts on a context, and the methods of the Bot API. */
const speaking =
  /\.(reply\w*|send[A-Z]\w*|edit(Message|Text)\w*|delete(Message|s?)\w*Message\w*|answerCallbackQuery|forwardMessage\w*|copyMessage\w*|leaveChat)\(/;

test("only the sender calls Telegram to say something", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("simulator"))
    .map((file) => file.replaceAll(path.sep, "/"));
  const speakers = files.filter((file) => speaking.test(readFileSync(path.join(source, file), "utf8")));
  expect(speakers).toEqual(["telegram/send.ts"]);
});
