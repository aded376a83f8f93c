// One instance of the product in a process of its own, for tests that kill it. Settings come as JSON in INSTANCE.
import { startApp } from "../../src/app.ts";
import { movableClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import type { ProbePoint } from "../../src/delivery/report.ts";

export interface InstanceSettings {
  readonly databaseUrl: string;
  readonly telegramApiRoot: string;
  readonly botToken: string;
  readonly masterKey: string;
  /** How far this instance's clock is ahead, in milliseconds: past the leases of one that was killed. */
  readonly ahead: number;
  /** Says everything at once: for measuring, where Telegram's pace would be all that is measured. */
  readonly unpaced?: boolean;
}

/** Sent to a running instance: from now on it dies by SIGKILL when this point is passed for the nth time. */
export interface KillAt {
  readonly point: ProbePoint;
  readonly nth: number;
}

const settings = JSON.parse(process.env.INSTANCE ?? "{}") as InstanceSettings;
const clock = movableClock(new Date(movableClock().now().getTime() + settings.ahead));
let killAt: KillAt | undefined;
let passed = 0;
process.on("message", (message) => {
  killAt = message as KillAt;
  passed = 0;
});
const database = await openDatabase(settings.databaseUrl, { connections: 6 });
const app = await startApp({
  ...settings,
  masterKey: Buffer.from(settings.masterKey, "base64"),
  database,
  clock,
  ...(settings.unpaced ? { pace: { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 } } : {}),
  report: (event, facts) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
  probe: (point) => {
    if (point !== killAt?.point) return;
    passed += 1;
    if (passed === killAt.nth) process.kill(process.pid, "SIGKILL");
  },
});
process.once("SIGTERM", () => {
  void app
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0));
});
process.send?.("ready");
