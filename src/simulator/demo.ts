import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { errorCode } from "../db/error-code.ts";
import { openPort } from "./open-port.ts";
import { mountPhones } from "./phones-routes.ts";
import { readDemoOptions, usage } from "./read-demo-options.ts";
import { type Rehearsal, startRehearsal } from "./rehearsal.ts";

/** Errors whose message was written for the person who starts the demo; anything else shows its code alone. */
const forPeople = new Set([
  "WrongOption",
  "PortTaken",
  "FolderInUse",
  "UnfitFolder",
  "NewerDatabase",
  "WrongMasterKey",
  "QuestionRemoved",
]);

/** The service with a simulated Telegram, a database of its own and invented people: for looking and rehearsing, never for real pupils. */
async function demo(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2), process.env.PORT);
  if (options === "help") return console.log(usage);
  const dotenv = existsSync(".env") ? parseEnv(readFileSync(".env", "utf8")) : {};
  if (process.env.BOT_TOKEN?.trim() || dotenv.BOT_TOKEN?.trim()) {
    console.error(
      "There is a BOT_TOKEN here, so this may be a machine with real pupils: the demo does not start.\n" +
        "Start the real service with `npm start`, or run the demo where neither the environment nor .env has a BOT_TOKEN.",
    );
    process.exitCode = 1;
    return;
  }
  const page = await openPort(options);
  const rehearsal = await startRehearsal(
    { start: options.start ?? "story", language: options.language ?? "nl" },
    options.folder,
    options.pseudo,
  );
  mountPhones(page.app, orEnd(rehearsal), options.language ?? rehearsal.language());
  console.log(
    [
      `In Beeld, the demo: ${page.url}`,
      "  The people are invented, Telegram is simulated, nothing leaves this machine.",
      options.folder === undefined
        ? "  Everything is in memory and gone when you stop (Ctrl-C)."
        : `  Everything is kept in ${options.folder}; the time stands still while the demo is stopped (Ctrl-C).`,
      "Try this:",
      ...whatToTry[options.start ?? "story"].map((line, index) => `  ${index + 1}. ${line}`),
    ].join("\n"),
  );
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void page
        .close()
        .then(() => rehearsal.close())
        .then(() => process.exit(0), fail);
    });
}

/** Three lines for whoever has just started it; the page says more, and ticks off what happened. */
const whatToTry = {
  story: [
    "Daan has a check-in. Answer it on Daan's phone, and say that something is wrong.",
    "Fatima's phone rings. She takes it, looks, and records what came of it.",
    "Yara scans her card and answers in Arabic. Move the clock and see what time sets in motion.",
  ],
  empty: [
    "Fatima opens her link (Start). Then Daan scans his card and takes part.",
    "Fatima says that it is Daan, and sends a check-in with /checkin.",
    "Answer it, say that something is wrong, and see Fatima's phone ring.",
  ],
} as const;

/** Without a world there is nothing to show: a new beginning that fails ends the demo with a word. */
function orEnd(rehearsal: Rehearsal): Rehearsal {
  return { ...rehearsal, beginAgain: (beginning) => rehearsal.beginAgain(beginning).catch(fail) };
}

function fail(error: unknown): never {
  const isForPeople = error instanceof Error && forPeople.has(error.name);
  console.error(isForPeople ? error.message : `The demo could not go on (${errorCode(error)}).`);
  process.exit(1);
}

await demo().catch(fail);
