import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";

/** Reads a stream line by line, one at a call; undefined at its end. Nothing is read before the first call. */
export function lineReader(input: Readable): () => Promise<string | undefined> {
  let lines: AsyncIterator<string> | undefined;
  let reader: Interface | undefined;
  return async () => {
    reader ??= createInterface({ input });
    lines ??= reader[Symbol.asyncIterator]();
    const next = await lines.next();
    return next.done ? undefined : next.value;
  };
}
