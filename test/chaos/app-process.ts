// One instance of the product in a process of its own, put together as main.ts does, for a run that kills it.
// Settings come as JSON in CHAOS_APP.
import { startApp } from "../../src/app.ts";
import { systemClock } from "../../src/clock.ts";
import type { MailSettings } from "../../src/config.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { errorCode } from "../../src/db/error-code.ts";
import { followDatabaseClock } from "../../src/db/follow-clock.ts";
import type { ProbePoint } from "../../src/delivery/report.ts";

export interface AppProcessSettings {
  readonly databaseUrl: string;
  readonly telegramApiRoot: string;
  readonly botToken: string;
  readonly masterKey: string;
  readonly mail: MailSettings;
  /** How far the clock of this instance's machine is wrong, in milliseconds; mending it is the product's affair. */
  readonly clockOff: number;
  readonly paced: boolean;
}

/** Sent to a running instance: from now on it dies by SIGKILL when this point is passed for the nth time. */
export interface KillAt {
  readonly point: ProbePoint;
  readonly nth: number;
}

const settings = JSON.parse(process.env.CHAOS_APP ?? "{}") as AppProcessSettings;
const machine = Date.now;
Date.now = () => machine() + settings.clockOff;

let killAt: KillAt | undefined;
let passed = 0;
process.on("message", (message) => {
  killAt = message as KillAt;
  passed = 0;
});
// Whoever started this is gone: a run that was broken off leaves nothing behind.
process.on("disconnect", () => process.exit(1));

const report = (event: string, facts: object) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`);
const clock = systemClock();
// Each connection learns every statement anew after each death, and two cores have no use for twenty of them.
const database = await openDatabase(settings.databaseUrl, { connections: 4 });
const stopFollowing = await followDatabaseClock(database.db, clock, (error) =>
  report("clock.failed", { code: errorCode(error) }),
);
const app = await startApp({
  ...settings,
  masterKey: Buffer.from(settings.masterKey, "base64"),
  database,
  clock,
  ...(settings.paced ? {} : { pace: { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 } }),
  report,
  probe: (point) => {
    if (point !== killAt?.point) return;
    passed += 1;
    if (passed === killAt.nth) process.kill(process.pid, "SIGKILL");
  },
});
process.once("SIGTERM", () => {
  stopFollowing();
  void app
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0));
});
process.send?.("ready");
