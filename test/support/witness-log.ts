import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** A log that is on the disk when `write` returns: what a killed process or machine leaves behind is all there was. */
export function openWitnessLog<Line>(file: string): { write(line: Line): void; close(): void } {
  const log = openSync(file, "a");
  return {
    write(line) {
      writeSync(log, `${JSON.stringify(line)}\n`);
      fsyncSync(log);
    },
    close: () => closeSync(log),
  };
}

/** Every line of a log, in order. */
export function readWitnessLog<Line>(file: string): Line[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** Stands for a text without showing it. */
export const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
