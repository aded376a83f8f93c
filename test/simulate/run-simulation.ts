import { randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { type App, startApp } from "../../src/app.ts";
import { standingClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import type { Facts } from "../../src/delivery/report.ts";
import { invite } from "../../src/people/link/invite.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { ApiCall, CallDetails } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { createAgenda } from "./agenda.ts";
import { callInProcess } from "./call-in-process.ts";
import { correctExit } from "./correct-exit.ts";
import type { Life, SeenMessage } from "./life.ts";
import { liveStaff } from "./live-staff.ts";
import { liveYoung } from "./live-young.ts";
import { type World, zone } from "./plan-world.ts";
import { type Plant, plantFault } from "./plant-fault.ts";
import { sampleStandings } from "./sample-standings.ts";
import { seedWorld } from "./seed-world.ts";
import type { DidLine, WitnessLine } from "./witness-line.ts";

export interface SimulationOptions {
  readonly world: World;
  /** An empty database; it is migrated when it has to be. */
  readonly databaseUrl: string;
  readonly plant?: Plant;
  /** Hears of each month. */
  readonly say: (text: string) => void;
}

export interface Lived {
  readonly lines: readonly WitnessLine[];
  /** What the product reported that is no everyday event, with how often. */
  readonly reports: ReadonlyMap<string, number>;
}

const token = "700000001:simulated-token-for-tests-only-xx";
const minute = 60_000;
/** Time goes in steps of a quarter of an hour; where nothing is due it does not stop at all. */
const quarter = 15 * minute;
/** When the rows are sampled, each day. */
const sampling = "00:30";
/**
 * When a school's minutes come: on the mornings of working days, once in the middle of a day and once in the own time of whoever has one,
 * and once at night, so that what is done at any minute shows itself. Every minute of two years would be a million of them.
 */
const minutesOn = (weekday: number): readonly string[] => [
  ...(weekday <= 5 ? ["08:00"] : []),
  ...(weekday === 2 ? ["12:30", "16:10"] : []),
  ...(weekday === 6 ? ["23:10"] : []),
];
/** More answers to each other, and steps of the product, than this at one moment are a circle. */
const mostRounds = 500;
const making: readonly string[] = ["sendMessage", "sendVoice", "sendDocument"];
/** Telegram's pace is real time of its own, which is not what this is about. */
const pace = { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 };

/** The real product lives through the plan on a clock that goes from one moment at which anything happens to the next. */
export async function runSimulation({ world, databaseUrl, plant, say }: SimulationOptions): Promise<Lived> {
  const clock = standingClock(world.start);
  const now = () => clock.now().getTime();
  const lines: WitnessLine[] = [];
  const reports = new Map<string, number>();
  const agenda = createAgenda();
  const masterKey = randomBytes(32);
  const database = await openDatabase(databaseUrl, { connections: 8 });
  const seeded = await seedWorld(database, openVault(masterKey), world);
  const lives = new Map<number, { see(seen: SeenMessage): void }>();

  const onCall = ({ method, params }: ApiCall, { result }: CallDetails): void => {
    if (result === undefined || params.chat_id === undefined) return;
    const chat = Number(params.chat_id);
    const keyboard = params.reply_markup as { inline_keyboard?: { callback_data?: string }[][] } | undefined;
    const buttons = keyboard?.inline_keyboard?.flat().flatMap((one) => one.callback_data ?? []) ?? [];
    if (making.includes(method))
      lines.push({ what: "message", at: now(), chat, quiet: params.disable_notification === true, buttons });
    const message = Number((result as { message_id?: number }).message_id ?? params.message_id);
    if (buttons.length > 0) lives.get(chat)?.see({ chat, message, buttons });
  };
  let heard: () => void = () => undefined;
  /** Until the product has stored what people did. */
  const stored = async () => {
    while (simulator.pendingUpdates() > 0) await new Promise<void>((resolve) => (heard = resolve));
  };
  const simulator = await startSimulator({
    clock,
    token,
    onCall,
    updates: {
      kept(update) {
        const from = update.callback_query ?? update.message ?? update.my_chat_member;
        const left = update.my_chat_member?.new_chat_member.status === "kicked";
        const deed: DidLine["deed"] = update.callback_query
          ? "tap"
          : update.message
            ? "text"
            : left
              ? "block"
              : "unblock";
        const data = update.callback_query?.data;
        const chat = from?.from?.id ?? 0;
        lines.push({ what: "did", at: now(), chat, deed, ...(data ? { data } : {}) });
      },
      confirmed: () => heard(),
    },
  });
  const report = (event: string, facts: Facts) => {
    const name = [event, facts.step, facts.code].filter(Boolean).join(" ");
    reports.set(name, (reports.get(name) ?? 0) + 1);
  };
  // Each step asks the rows what is due: to be woken besides would only have the queues look in vain.
  const unheard: Database = { ...database, listen: async () => undefined };
  const app = await startApp({
    ...{ database: unheard, clock, masterKey, botToken: token, telegramApiRoot: simulator.url, report, pace },
    telegramFetch: callInProcess(simulator),
    // More hands would only look in vain more often.
    hands: 1,
    ticking: false,
  });
  const idOf = (chat: number) => seeded.ids.get(chat) ?? "";
  const life: Life = {
    agenda,
    now,
    phone: (chat) => simulator.phone({ id: chat, firstName: `P${chat}`, languageCode: "nl" }),
    card: async (chat) => (await invite(database.db, clock.now(), { alumnusId: idOf(chat) })).token,
    shortIdOf: (chat) => Buffer.from(idOf(chat).replaceAll("-", ""), "hex").toString("base64url"),
  };
  for (const worker of world.staff) {
    lives.set(worker.chatId, liveStaff(life, world, worker));
    life.phone(worker.chatId).start(seeded.links.get(worker.chatId));
  }
  for (const { index, programmes } of world.schools)
    lines.push({ what: "school", at: now(), school: seeded.schools[index] ?? "", programmes });
  for (const { chatId: chat, kind } of world.young)
    lines.push({ what: "person", at: now(), chat, alumnus: idOf(chat), kind });
  for (const person of world.young) lives.set(person.chatId, liveYoung(life, person, world.seed));
  for (const person of world.young) correctExit(life, database, now, person, idOf(person.chatId));
  if (plant) await plantFault({ plant, world, life, database, app, clock });

  const sample = sampleStandings(database.db, (line) => lines.push(line));
  const settle = settler(app, stored, agenda, now);
  let step = await settle();
  let look = nextLook(now());
  let month = "";
  while (now() < world.end.getTime()) {
    const due = Math.min(agenda.next() ?? look, step?.getTime() ?? look);
    const next = Math.min(look, Math.max(now() + quarter, Math.ceil(due / quarter) * quarter));
    clock.moveTo(new Date(next));
    if (next === look) {
      look = nextLook(next);
      if (!isSampled(next)) await app.tick();
    }
    step = await settle();
    if (isSampled(next)) {
      await sample(next);
      const local = new Date(next).toISOString().slice(0, 7);
      if (local !== month) say(local);
      month = local;
    }
  }
  await app.stop();
  await simulator.close();
  await database.close();
  return { lines, reports };
}

/**
 * Until everybody has done what they do now, the product has answered all of it and done what time asks of it; returns when its next
 * step is.
 */
function settler(
  app: App,
  heard: () => Promise<void>,
  agenda: ReturnType<typeof createAgenda>,
  now: () => number,
): () => Promise<Date | undefined> {
  const isDue = (moment: Date | undefined) => moment !== undefined && moment.getTime() <= now();
  return async () => {
    for (let rounds = 0; rounds < mostRounds; rounds += 1) {
      for (let deed = agenda.take(now()); deed; deed = agenda.take(now())) await deed();
      await heard();
      const { stored, other: step } = await app.nextMoments();
      if (isDue(stored)) {
        await app.idle();
        continue;
      }
      if (!isDue(step)) return earlier(stored, step);
      await app.takeSteps();
    }
    throw new Error(`What is due stays due, however often it is done: ${new Date(now()).toISOString()}`);
  };
}

const earlier = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? (one < other ? one : other) : (one ?? other);

const localOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

function nextLook(at: number): number {
  const local = localOf(at);
  const today = [sampling, ...minutesOn(local.dayOfWeek)].map(
    (time) => local.withPlainTime(time).epochMilliseconds,
  );
  return today.find((one) => one > at) ?? local.add({ days: 1 }).withPlainTime(sampling).epochMilliseconds;
}

const isSampled = (at: number): boolean => localOf(at).toPlainTime().toString().startsWith(sampling);
