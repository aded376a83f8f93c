import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import type { Seam } from "./seam.ts";

/** `key new`: a fresh MASTER_KEY on stdout, alone on its line. It is stored nowhere. */
export function newKeyCommand(parent: Command, seam: Seam): void {
  parent
    .command("new")
    .description("print a fresh MASTER_KEY")
    .action(() => {
      seam.stdout.write(`${randomBytes(32).toString("base64")}\n`);
      seam.stderr.write(
        "This is a new MASTER_KEY. Put it in .env, and keep a copy in a safe place away from the database and its backups:\n" +
          "without it nobody can read anything any more. Never replace the key of a database that is in use.\n",
      );
    });
}
