import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

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

/** Every line of a log, in order; read in pieces, because the log of a long run is longer than a string can be. */
export function readWitnessLog<Line>(file: string): Line[] {
  const lines: Line[] = [];
  const log = openSync(file, "r");
  const piece = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  try {
    for (let size = readSync(log, piece); size > 0; size = readSync(log, piece)) {
      const text = Buffer.concat([rest, piece.subarray(0, size)]);
      const end = text.lastIndexOf(0x0a) + 1;
      rest = text.subarray(end);
      for (const line of text.subarray(0, end).toString("utf8").split("\n"))
        if (line !== "") lines.push(JSON.parse(line) as Line);
    }
    if (rest.length > 0) lines.push(JSON.parse(rest.toString("utf8")) as Line);
  } finally {
    closeSync(log);
  }
  return lines;
}

/** Stands for a text without showing it. */
export const hashOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
