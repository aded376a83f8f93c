import { randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ProbePoint } from "../../src/delivery/report.ts";
import { makePostgresServer, type PostgresServer } from "../support/postgres-server.ts";
import { type Random, random } from "../support/random.ts";
import { readWitnessLog } from "../support/witness-log.ts";
import { check, type Verdict } from "./check.ts";
import { type KeptInstance, keepRunning } from "./keep-running.ts";
import { type Plan, planRun } from "./plan-run.ts";
import { countOpen, readRows, tidyTables } from "./read-rows.ts";
import { runTelegram, type TelegramProcess } from "./run-telegram.ts";
import { seedSchools } from "./seed-school.ts";
import type { WitnessLine } from "./witness-line.ts";

export interface ChaosOptions {
  readonly alerts: number;
  readonly kills: number;
  readonly seed: number;
  readonly paced: boolean;
  /** How many seconds the run waits for the last escalation after the trouble. */
  readonly calm: number;
  /** Where the witness log, the rows and what the instances reported stay; a folder that goes when left out. */
  readonly keep?: string;
  /** Hears how far it is. */
  readonly say: (text: string) => void;
}

const botToken = "700000001:simulated-token-for-tests-only-xx";
const points: readonly ProbePoint[] = [
  "inbox.stored",
  "inbox.handled",
  "inbox.committed",
  "outbox.sending",
  "outbox.sent",
  "outbox.recorded",
];
/** A commit takes 15 ms, as on a disk that turns: what is done before it is over can be told from what is done after it. */
const slowDisk = ["commit_delay=15000", "commit_siblings=0"];
/**
 * What an instance that lives for seconds plans anew is most of what the database does. A plan that is kept cannot grow old here: it goes
 * with its connection.
 */
const keptPlans = "plan_cache_mode=auto";
/** When a row was committed is asked of the database: what the product writes down is when it began. */
const commitTimes = "track_commit_timestamp=on";
/** A restart of the database for so many deaths. */
const killsARestart = 5;
const hours = 3_600_000;

/** Everybody's START and first message, a second apart on a machine that does other things too; and some minutes to come up. */
const openingMilliseconds = ({ alumni, staff }: Plan) => 300_000 + (alumni.length + staff.length) * 1_000;

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const clock = () => Date.now();

/**
 * Two instances, one of them with a clock two hours off, a PostgreSQL, a mail server and a Telegram with everybody's phones: people answer,
 * things break, then it calms down and whoever is still open is waited for. The verdict is the checker's alone.
 */
export async function runChaos(options: ChaosOptions): Promise<Verdict> {
  const { alerts, kills, seed, say } = options;
  const folder = options.keep ?? mkdtempSync(path.join(tmpdir(), "in-beeld-chaos-"));
  const witnessLog = path.join(folder, "witness.jsonl");
  // What an earlier run left in a kept folder would be judged with this one.
  for (const left of ["witness.jsonl", "instance-0.log", "instance-1.log"])
    rmSync(path.join(folder, left), { force: true });
  const plan = planRun(alerts, kills, seed);
  const masterKey = randomBytes(32);
  const server = await makePostgresServer({ fsync: true, settings: [...slowDisk, commitTimes] });
  const databaseUrl = `${server.url}/postgres`;
  const open: { stop(): Promise<void> }[] = [{ stop: () => server.remove() }];
  try {
    say(`${plan.alumni.length} alumni, ${plan.staff.length} staff, ${plan.schools} schools are written`);
    // The disk is quick while everybody is written down: nothing is measured yet.
    await seedSchools(`${databaseUrl}?commit_delay=0`, masterKey, plan);
    await tidyTables(databaseUrl);
    const telegram = await runTelegram({ botToken, witnessLog, alerts, kills, seed });
    open.push(telegram);
    const settings = {
      databaseUrl: `${databaseUrl}?${keptPlans}`,
      telegramApiRoot: telegram.url,
      mail: telegram.mail,
      botToken,
      masterKey: masterKey.toString("base64"),
      paced: options.paced,
    };
    const instances = [0, 2 * hours].map((clockOff, n) => {
      const report = (text: string) => appendFileSync(path.join(folder, `instance-${n}.log`), text);
      const died = () => telegram.order({ do: "write", line: { what: "kill", at: clock(), instance: n } });
      return keepRunning({ ...settings, clockOff }, report, died);
    });
    open.push(...instances);
    open.push(watchAbsence(instances, telegram));
    say("every check-in is opened");
    await until(async () => {
      const { opened, pending } = telegram.state();
      if (opened < plan.alumni.length || pending > 0) return false;
      const left = await countOpen(databaseUrl);
      return left.updates + left.messages === 0;
    }, openingMilliseconds(plan));
    say(`the trouble begins and lasts ${Math.round(plan.lasts / 1_000)} s`);
    telegram.order({ do: "begin" });
    await breakThings({ ...options, lasts: plan.lasts, telegram, instances, server });
    telegram.order({ do: "calm" });
    say("the trouble is over, the last ones are waited for");
    await settle(databaseUrl, telegram, plan.alumni.length, options.calm);
    for (const instance of instances) await instance.stop();
    const rows = await readRows(databaseUrl);
    writeFileSync(path.join(folder, "rows.json"), JSON.stringify(rows));
    const leastTalks = plan.alumni.filter(({ isWrittenTo }) => isWrittenTo).length;
    return check(readWitnessLog<WitnessLine>(witnessLog), rows, alerts, leastTalks);
  } finally {
    for (const one of open.reverse()) await one.stop();
    if (!options.keep) rmSync(folder, { recursive: true, force: true });
  }
}

interface Breaking {
  readonly kills: number;
  readonly seed: number;
  readonly lasts: number;
  readonly telegram: TelegramProcess;
  readonly instances: readonly KeptInstance[];
  readonly server: PostgresServer;
}

/** Kills instances until there were enough deaths, with a restart of the database now and then, and not before the answers have come. */
async function breakThings(breaking: Breaking): Promise<void> {
  const { kills, seed, lasts, telegram, instances } = breaking;
  const draw = random(seed, "kills");
  const begun = clock();
  const killed = () => instances.reduce((sum, one) => sum + one.killed(), 0);
  let restarts = 0;
  while (killed() < kills) {
    // Spread over the whole time, each at a moment of its own.
    const due = begun + ((killed() + draw.next()) / kills) * lasts;
    await sleep(Math.max(draw.between(100, 600), due - clock()));
    // Now and then while the other is still starting: then nobody is there for a while.
    const most = draw.chance(0.25) ? 1 : instances.length;
    await until(async () => instances.filter((one) => one.isReady()).length >= most, 120_000);
    const before = killed();
    await killOne(draw, telegram, instances, kills - before);
    await until(async () => killed() > before, 10_000);
    if (killed() < Math.min(kills, (restarts + 1) * killsARestart)) continue;
    restarts += 1;
    await restartDatabase(breaking, restarts % 2 === 1, kills - killed());
  }
  await sleep(Math.max(0, lasts - (clock() - begun)));
}

/**
 * The database dies without a goodbye and comes back. In a power cut it does so while Telegram hears a confirmation, and the
 * instances die with it, as far as there are deaths left.
 */
async function restartDatabase(
  { telegram, instances, server }: Breaking,
  isPowerCut: boolean,
  left: number,
): Promise<void> {
  const pid = server.pid();
  if (isPowerCut && pid !== undefined) {
    const pids = instances.flatMap((one) => (one.isReady() ? (one.pid() ?? []) : [])).slice(0, left);
    telegram.order({ do: "write", line: { what: "note", at: clock(), text: "a power cut" } });
    telegram.order({ do: "killOn", call: "confirmation", pids, server: pid });
    const deadline = clock() + 4_000;
    while (server.pid() !== undefined && clock() < deadline) await sleep(5);
  }
  telegram.order({ do: "killOn", call: "confirmation", pids: [] });
  const from = clock();
  await server.stop("immediate");
  await startAgain(server);
  telegram.order({ do: "write", line: { what: "away", who: "database", from, at: clock() } });
}

/** One death, of the kind that is drawn: at any moment, at a point between two steps, or while Telegram carries out a call. */
async function killOne(
  draw: Random,
  telegram: TelegramProcess,
  instances: readonly KeptInstance[],
  left: number,
): Promise<void> {
  const ready = instances.filter((one) => one.isReady());
  const victim = draw.pick(ready);
  const number = instances.indexOf(victim);
  const note = (how: string) =>
    telegram.order({ do: "write", line: { what: "note", at: clock(), text: `instance ${number}: ${how}` } });
  const killed = victim.killed();
  const kind = draw.next();
  const pids = ready.flatMap((one) => one.pid() ?? []);
  // Both die, or the one that did not poll would be the only one to fall.
  if (kind < 0.15 && left >= pids.length) {
    note("at a confirmation, all at once");
    telegram.order({ do: "killOn", call: "confirmation", pids });
  } else if (kind < 0.25 && left >= pids.length) {
    note("while an alert is sent, all at once");
    telegram.order({ do: "killOn", call: "alert", pids });
  } else if (kind < 0.65) {
    const point = draw.pick(points);
    const nth = Math.ceil(draw.between(0, 6));
    note(`${point} ${nth}`);
    victim.killAt({ point, nth });
  } else {
    note("at any moment");
    victim.kill();
  }
  const deadline = clock() + 3_000;
  while (victim.killed() === killed && clock() < deadline) await sleep(20);
  telegram.order({ do: "killOn", call: "alert", pids: [] });
  // Nothing passed that point in time.
  if (victim.killed() === killed) victim.kill();
}

/** Writes down the times in which no instance was there. */
function watchAbsence(
  instances: readonly KeptInstance[],
  telegram: TelegramProcess,
): { stop(): Promise<void> } {
  let from: number | undefined;
  const timer = setInterval(() => {
    if (!instances.some((one) => one.isReady())) from ??= clock();
    else if (from !== undefined) {
      telegram.order({ do: "write", line: { what: "away", who: "instances", from, at: clock() } });
      from = undefined;
    }
  }, 20);
  return { stop: async () => clearInterval(timer) };
}

/** PostgreSQL may find what its last life left behind for a moment. */
async function startAgain(server: PostgresServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.start();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(250);
    }
  }
}

/**
 * Waits until all that came in is handled and every escalation but those left alone is resolved, or for as long as every step may take.
 * That time begins anew while the queues move on: a machine that is slow hands out what has piled up first. They move when the
 * update that waits longest is another one, and when less is left to be said and sent than ever before; what else is handled
 * meanwhile counts for nothing, or one that nobody will ever handle would be waited for as long as anybody answers a repeated alert.
 */
async function settle(
  databaseUrl: string,
  telegram: TelegramProcess,
  people: number,
  calm: number,
): Promise<void> {
  let deadline = clock() + calm * 1_000;
  let quiet = 0;
  let before = { answered: 0, waitsSince: 0 };
  // What is still to be said and sent: as long as that becomes less than it ever was, the run goes on.
  let least = Number.POSITIVE_INFINITY;
  while (clock() < deadline) {
    await sleep(500);
    const { answered, alone, toWrite, pending } = telegram.state();
    const left = await countOpen(databaseUrl).catch(() => undefined);
    const now = { answered, waitsSince: left?.waitsSince ?? before.waitsSince };
    const toSay = left === undefined ? least : toWrite + left.messages;
    if (now.answered > before.answered || now.waitsSince > before.waitsSince || toSay < least)
      deadline = clock() + calm * 1_000;
    before = now;
    least = Math.min(least, toSay);
    const isDone =
      left !== undefined &&
      answered === people &&
      toWrite + pending + left.updates + left.messages === 0 &&
      left.escalations <= alone;
    quiet = isDone ? quiet + 1 : 0;
    if (quiet === 6) return;
  }
}

async function until(is: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = clock() + milliseconds;
  while (!(await is())) {
    if (clock() > deadline) throw new Error("It did not come to pass in time");
    await sleep(50);
  }
}
