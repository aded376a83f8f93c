import pino from "pino";
import type { Facts, Report } from "./delivery/report.ts";

const allowed = ["code", "seq", "tries", "step", "port", "mode", "reason", "where"] as const;

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
  const entries = allowed.flatMap((name): [string, string | number | boolean][] => {
    const value = facts[name];
    if (value === undefined) return [];
    if (typeof value === "string" && !/^[A-Za-z0-9_./:-]{1,60}$/.test(value)) return [[name, "WITHHELD"]];
    return [[name, value]];
  });
  return Object.fromEntries(entries);
}
