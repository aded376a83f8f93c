// Logs what comes as JSON on standard input, in a process of its own: pino writes past everything that a test could catch.
import { text } from "node:stream/consumers";
import type { Facts } from "../../src/delivery/report.ts";
import { logReport } from "../../src/log.ts";

const report = logReport();
for (const [event, facts] of JSON.parse(await text(process.stdin)) as [string, Facts][]) report(event, facts);
