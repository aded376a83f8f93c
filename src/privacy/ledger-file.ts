import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../db/error-code.ts";
import { type ErasureEntry, erasureEntry } from "./erasure-ledger.ts";

/** The ledger's file cannot be read or written: going on could bring erased people back. */
export class LedgerUnreadable extends Error {
  constructor(file: string, why: string) {
    super(`The erasure ledger ${file} cannot be used: ${why}. Nothing was changed.`);
    this.name = "LedgerUnreadable";
  }
}

/** One entry as a line of JSON, with its version. */
export const ledgerLine = (entry: ErasureEntry) => `${JSON.stringify({ v: 1, ...entry })}\n`;

/** What a ledger's file says. `cutTo`: the bytes before a half line at its end, when there is one. */
export interface LedgerText {
  readonly entries: readonly ErasureEntry[];
  readonly cutTo?: number;
}

/**
 * Reads the ledger's lines; an entry that stands there twice comes once. A last line without its end was cut off by a crash
 * and is left out: the database still has it. Throws LedgerUnreadable, naming the line, for anything else that is no entry.
 */
export function readLedgerLines(file: string, text: string): LedgerText {
  const entries = new Map<string, ErasureEntry>();
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const entry = parse(line);
    if (!entry) throw new LedgerUnreadable(file, `line ${index + 1} is no entry of a ledger`);
    entries.set(entry.id, entry);
  }
  const whole = Buffer.byteLength(text) - Buffer.byteLength(rest);
  return { entries: [...entries.values()], ...(rest === "" ? {} : { cutTo: whole }) };
}

function parse(line: string): ErasureEntry | undefined {
  try {
    const { v, ...entry } = JSON.parse(line) as { v: unknown };
    return v === 1 ? erasureEntry.parse(entry) : undefined;
  } catch {
    // Which part is wrong would be a value; the number of the line is enough to look.
    return undefined;
  }
}

/** What stands in the ledger's file; nothing when it is not there yet. Throws LedgerUnreadable. */
export function readLedgerFile(file: string): LedgerText {
  if (!existsSync(file)) return { entries: [] };
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new LedgerUnreadable(file, errorCode(error));
  }
  return readLedgerLines(file, text);
}

/**
 * Adds entries at the end and returns when the disk has them (fsync); makes the file when it is not there. `cutTo` takes the
 * half line of a crash away first. Throws LedgerUnreadable when the file cannot be written.
 */
export function appendToLedger(file: string, entries: readonly ErasureEntry[], cutTo?: number): void {
  let handle: number | undefined;
  try {
    const isNew = !existsSync(file);
    handle = openSync(file, "a");
    if (cutTo !== undefined) ftruncateSync(handle, cutTo);
    if (entries.length > 0) writeSync(handle, entries.map(ledgerLine).join(""));
    fsyncSync(handle);
    if (isNew) syncFolder(path.dirname(path.resolve(file)));
  } catch (error) {
    throw new LedgerUnreadable(file, errorCode(error));
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** A new file is safe only when its folder says so; Windows knows no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
