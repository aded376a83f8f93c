import pino from "pino";
import type { Facts, Report } from "./delivery/report.ts";

/** What may be logged, and what it must look like: a token, a name or a text has another form than any of these. */
const shapes: Readonly<Record<string, RegExp>> = {
  code: /^([A-Z0-9_]{1,40}|[A-Z][A-Za-z]{2,39})$/,
  textKey: /^[a-z]+:[\w.]{1,80}$/,
  where: /^([\w-]+\/[\w-]+\.ts:\d+|elsewhere)$/,
  step: /^[a-zA-Z]{1,30}$/,
  mode: /^[a-zA-Z]{1,30}$/,
  seq: /^\d{1,20}$/,
  tries: /^\d{1,9}$/,
  count: /^\d{1,9}$/,
};

/**
 * Writes events to standard output, a JSON line each. Only allow-listed facts get through, and of those only short codes
 * and numbers: whatever a caller hands in, no text, name, token or update body reaches the log (security.md 7).
 */
export function logReport(level: "info" | "silent" = "info"): Report {
  const log = pino({ level, base: null });
  return (event, facts) => {
    const line = pick(facts);
    if (/failed|parked|unauthorized|blocked|undeliverable|unknown|notStored/i.test(event))
      log.warn({ event, ...line });
    else log.info({ event, ...line });
  };
}

function pick(facts: Facts): Record<string, string | number | boolean> {
  const entries = Object.entries(shapes).flatMap(([name, shape]): [string, string | number | boolean][] => {
    const value = facts[name];
    if (value === undefined) return [];
    if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
      return [[name, value]];
    return [[name, typeof value === "string" && shape.test(value) ? value : "WITHHELD"]];
  });
  return Object.fromEntries(entries);
}
