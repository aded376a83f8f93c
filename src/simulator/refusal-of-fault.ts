import type { Fault } from "./faults.ts";
import { Refusal, tooManyRequests } from "./refusal.ts";

const WORDS = {
  "400": "Bad Request: simulated fault",
  "401": "Unauthorized",
  "403": "Forbidden: bot was blocked by the user",
  "500": "Internal Server Error",
};

/** The refusal a fault stands for; undefined for the faults that are no answer. */
export function refusalOfFault(fault: Fault): Refusal | undefined {
  if (fault.kind === "hang" || fault.kind === "dropResponse") return undefined;
  if (fault.kind === "429") return tooManyRequests(fault.retryAfter ?? 1);
  return new Refusal(Number(fault.kind), fault.description ?? WORDS[fault.kind]);
}
