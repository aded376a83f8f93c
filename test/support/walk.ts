import { randomBytes } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { type App, type AppOptions, startApp } from "../../src/app.ts";
import { type FaultKind, findFaults } from "../../src/audit/find-faults.ts";
import { type MovableClock, standingClock } from "../../src/clock.ts";
import type { Database } from "../../src/db/connect.ts";
import { cohort } from "../../src/db/schema/index.ts";
import type { Facts } from "../../src/delivery/report.ts";
import { autonyms, type Language } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";
import type { StaffRole } from "../../src/people/add-staff.ts";
import { officeHours, type StaffedHours } from "../../src/people/duty/is-staffed.ts";
import { findAskersByChat, findOrganisation } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { askPayload, findAskCode } from "../../src/questions/welcome-asker.ts";
import type { ButtonChoice } from "../../src/simulator/find-button.ts";
import { jumpTime } from "../../src/simulator/jump-time.ts";
import type { Phone } from "../../src/simulator/phone.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { linesOfCall, type TranscriptLine, writeTranscript } from "../../src/simulator/transcript.ts";
import { freshPostgres } from "./databases.ts";
import { passFirstMinute } from "./link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool, beReady, unseenChat } from "./people.ts";
import { unmeasuredButtons } from "./unmeasured-buttons.ts";

/** What is due within so many milliseconds is waited for: a message that keeps the pace. */
const soon = 20_000;

/** A longer time than this is not looked at hour by hour. */
const daysOfEveryHour = 4;

const nlQuestions: unknown = resources.nl.checkin.question;

const zone = "Europe/Amsterdam";
const token = "700000001:simulated-token-for-tests-only-xx";

/** Somebody with a phone in a walk: what they do is written into the transcript, and the walk settles after it. */
export interface Walker {
  readonly name: string;
  readonly id: string;
  readonly token: string;
  readonly phone: Phone;
  start(payload?: string): Promise<void>;
  say(text: string): Promise<number>;
  tap(button: ButtonChoice): Promise<void>;
  /** Taps an option of a question, or one of the extras, by id, in the person's language. */
  answer(question: string, option: string): Promise<void>;
  extra(name: "skip" | "human" | "done" | "later" | "more" | "tappedWrong"): Promise<void>;
  /** Taps the button with this text, by key, in the person's language. */
  press(key: string): Promise<void>;
  tapOld(data: string, messageId: number): Promise<void>;
  voice(seconds: number): Promise<number>;
  sticker(): Promise<void>;
  edit(messageId: number, text: string): Promise<void>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  /** The words of the newest message of the bot that has not been taken back. */
  last(): string;
  /** Everything the bot said here, taken-back messages left out. */
  read(): string;
}

export interface Walk {
  readonly app: App;
  readonly database: Database;
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  readonly masterKey: Buffer;
  readonly organisationId: string;
  readonly reports: { event: string; facts: Facts }[];
  caseWorker(
    name: string,
    more?: { languageCode?: string; role?: StaffRole; joined?: boolean },
  ): Promise<Walker>;
  alumnus(name: string, caseWorker: Walker, more?: AlumnusMore): Promise<Walker>;
  /** Somebody who scans the poster of the school, in this language, and reads the subjects. */
  parent(name: string, language?: Language): Promise<Walker>;
  /** A phone that nobody has seen yet, such as the new one of somebody who is known. */
  anotherPhone(name: string, languageCode?: string): Walker;
  /**
   * Lets time pass, with a tick every hour of it, or every minute of less than an hour. More than four days go from one due
   * moment to the next, as in the demo.
   */
  pass(span: { days?: number; hours?: number; minutes?: number }): Promise<void>;
  /** Moves to the next time that the clock in Amsterdam shows this, with ticks on the way. */
  until(time: string): Promise<void>;
  settle(): Promise<void>;
  /** Stops the app and starts another on the same database, as a redeploy does. */
  restart(change?: Partial<AppOptions>): Promise<void>;
  note(text: string): void;
  /** The Dutch answers of a question, by option id. */
  texts(question: string): Readonly<Record<string, string>>;
  transcript(): string;
  end(): Promise<void>;
}

export interface AlumnusMore {
  readonly languageCode?: string;
  /** Has the first minute behind them, unseen, so that the walk begins with somebody who takes part. */
  readonly linked?: boolean;
  readonly sharedPhone?: boolean;
  readonly situation?: string;
  readonly language?: Language;
  /** 14 March 2009 when left out: seventeen years old when a walk begins. */
  readonly birthDate?: string;
}

export interface WalkOptions {
  /** Local time in Amsterdam: `2026-11-23T09:00`, a Monday, when left out. */
  readonly at?: string;
  readonly hours?: StaffedHours;
  readonly alertDetail?: "reference" | "firstName";
  readonly database?: Database;
  /**
   * `colleague` when left out: the school may ask about danger, with a colleague beside those of the walk who is never at work.
   * `alone`: without that colleague, so two of the walk's own are needed. `notReady`: without a safety sheet as well.
   */
  readonly school?: "colleague" | "alone" | "notReady";
  readonly app?: Partial<AppOptions>;
  /** What the auditor finds at the end of this walk, because the walk is about it; anything else that it finds fails. */
  readonly leaves?: readonly FaultKind[];
}

/** What no time can make right or wrong: looked for as if the minutes of grace were over. */
const timeless: readonly FaultKind[] = ["signalLoose", "noNextStep", "talkOrphaned"];

/** A walk about something else makes no cohort, and months of it may go by; where there is one, nobody may be outside it. */
const hasCohort = async (database: Database) => (await database.db.select().from(cohort).limit(1)).length > 0;

async function findLeft(database: Database, now: Date, hasMail: boolean): Promise<FaultKind[]> {
  // Telegram is asked in real time, and the clock of a walk jumps.
  const look = (at: Date) => findFaults(database.db, at, { hasOperator: false, hasMail, isPolling: false });
  const soonToBe = (await look(new Date(now.getTime() + 3_600_000))).filter(({ kind }) =>
    timeless.includes(kind),
  );
  const found = [...new Set([...(await look(now)), ...soonToBe].map(({ kind }) => kind))];
  return (await hasCohort(database)) ? found : found.filter((kind) => kind !== "inNoProgramme");
}

function widestRow(markup: unknown): number {
  const rows = (markup as { inline_keyboard?: readonly (readonly unknown[])[] } | undefined)?.inline_keyboard;
  return Math.max(0, ...(rows ?? []).map((row) => row.length));
}

/**
 * Whether an Arabic or Persian message begins, or has a line that begins with a sign, with a Latin letter or a number in pieces that
 * stands bare: it would turn the line to the right. What a human typed further down is theirs; where languages are offered each
 * line is in its own.
 */
function turnsAround({ text, reply_markup }: Readonly<Record<string, unknown>>): boolean {
  if (typeof text !== "string" || !/\p{Script=Arabic}/u.test(text)) return false;
  const [first = "", ...more] = text.split("\n");
  const bare = "(?:[A-Za-z]|\\d+[ -]\\d)";
  const isBare =
    new RegExp(`^(?:\\p{Extended_Pictographic}\\uFE0F?|\\s)*${bare}`, "u").test(first) ||
    more.some((line) =>
      new RegExp(`^(?:\\p{Extended_Pictographic}\\uFE0F?\\s*${bare}|https?:)`, "u").test(line),
    );
  return isBare && !Object.values(autonyms).some((name) => JSON.stringify(reply_markup ?? "").includes(name));
}

export const amsterdam = (local: string): Date =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);

/** Starts the whole product on a simulated Telegram and a clock that stands still until the walk moves it. */
export async function startWalk(options: WalkOptions = {}): Promise<Walk> {
  const clock = standingClock(amsterdam(options.at ?? "2026-11-23T09:00"));
  let hasEnded = false;
  const database = options.database ?? (await freshPostgres());
  const simulator = await startSimulator({ clock, token });
  const masterKey = randomBytes(32);
  const reports: Walk["reports"] = [];
  /** The phones of young people. */
  const theirChats = new Set<number>();
  const appOptions: AppOptions = {
    database,
    clock,
    masterKey,
    botToken: token,
    telegramApiRoot: simulator.url,
    report: (event, facts) => reports.push({ event, facts }),
    ticking: false,
    ...options.app,
  };
  let app = await startApp(appOptions);
  const place = { db: database.db, vault: openVault(masterKey), now: clock.now() };
  const organisationId = await aSchool(place, {
    hours: options.hours ?? officeHours,
    ...(options.alertDetail ? { alertDetail: options.alertDetail } : {}),
  });

  const lines: TranscriptLine[] = [];
  const walkers: Walker[] = [];
  let silent = false;
  let seen = simulator.calls.length;
  const write = (text: string) => {
    if (!silent) lines.push({ at: clock.now(), text });
  };

  async function settle(): Promise<void> {
    for (let round = 0; round < 500; round += 1) {
      while (simulator.pendingUpdates() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      await app.idle();
      const due = await app.nextDue();
      const wait = due ? due.getTime() - clock.now().getTime() : Number.POSITIVE_INFINITY;
      if (wait > soon && simulator.pendingUpdates() === 0) break;
      // The pace of a chat: a second later the next message may go.
      if (wait <= soon) clock.moveTo(new Date(clock.now().getTime() + Math.max(1, wait)));
    }
    showNew();
  }

  function showNew(): void {
    const calls = simulator.calls.slice(seen);
    seen = simulator.calls.length;
    for (const walker of walkers) {
      const own = calls.filter(
        (call) =>
          Number(call.params.chat_id) === walker.phone.chatId ||
          taps.get(String(call.params.callback_query_id)) === walker.name,
      );
      for (const call of own) for (const line of linesOfCall(call, walker.name)) write(line);
    }
  }

  const taps = new Map<string, string>();

  function walker(
    person: { id: string; name: string; token: string },
    languageCode = "nl",
    language: Language = "nl",
  ): Walker {
    const textOf = (key: string) => app.texts(language)(key as "telegram:start.again");
    const phone = simulator.phone({ id: 5_000 + walkers.length, firstName: person.name, languageCode });
    const { name } = person;
    const act = async <T>(line: string, deed: () => T): Promise<T> => {
      write(`${name}: ${line}`);
      const result = deed();
      await settle();
      return result;
    };
    const made: Walker = {
      ...person,
      phone,
      start: async (payload) =>
        void (await act(payload ? "(scans the card)" : "/start", () => phone.start(payload))),
      say: (text) =>
        act(text.length > 300 ? `${text.slice(0, 60)}… (${text.length} characters)` : text, () =>
          phone.send(text),
        ),
      tap: async (button) => {
        const label = typeof button === "string" ? button : button.text;
        await act(`[${label}]`, () => taps.set(phone.tap(button), name));
      },
      answer: (question, option) => made.tap(textOf(`checkin:question.${question}.option.${option}`)),
      extra: (extra) => made.tap(textOf(`checkin:extra.${extra}`)),
      press: (key) => made.tap(textOf(key)),
      tapOld: async (data, messageId) =>
        void (await act("(taps an old or forged button)", () =>
          taps.set(phone.tapData(data, messageId), name),
        )),
      voice: (seconds) =>
        act(`(voice note, 0:${String(seconds).padStart(2, "0")})`, () => phone.voice(seconds)),
      sticker: async () => void (await act("(sticker)", () => phone.sticker())),
      edit: async (messageId, text) => void (await act(`(edits) ${text}`, () => phone.edit(messageId, text))),
      block: async () => void (await act("(blocks the bot)", () => phone.block())),
      unblock: async () => void (await act("(unblocks the bot)", () => phone.unblock())),
      last: () =>
        phone.messages().findLast((message) => message.from === "bot" && !message.deleted)?.text ?? "",
      read: () =>
        phone
          .messages()
          .filter((message) => message.from === "bot" && !message.deleted)
          .map(({ text }) => text ?? "")
          .join("\n"),
    };
    walkers.push(made);
    return made;
  }

  async function quietly(deed: () => Promise<void>): Promise<void> {
    silent = true;
    await deed();
    silent = false;
  }

  const walk: Walk = {
    get app() {
      return app;
    },
    database,
    simulator,
    clock,
    masterKey,
    organisationId,
    reports,
    async caseWorker(name, more = {}) {
      // One after another, so that lists have an order.
      const now = new Date(clock.now().getTime() + walkers.length);
      const person = await aCaseWorker({ ...place, now }, organisationId, name, more.role);
      const made = walker(person, more.languageCode);
      if (more.joined !== false) await quietly(() => made.start(person.token));
      return made;
    },
    async alumnus(name, worker, more = {}) {
      const row = more.situation ? { situation: more.situation } : {};
      const person = await anAlumnus({ ...place, now: clock.now() }, organisationId, worker.id, name, {
        row,
        ...(more.birthDate ? { details: { birthDate: more.birthDate } } : {}),
      });
      const made = walker(person, more.languageCode, more.language);
      theirChats.add(made.phone.chatId);
      if (more.linked === false) return made;
      const language = more.language ?? "nl";
      const t = app.texts(language);
      await quietly(async () => {
        await made.start(person.token);
        // Before sixteen a parent's yes comes in between: that is played.
        if (!more.birthDate) {
          const { vault, texts } = app;
          await database.db.transaction((db) =>
            passFirstMinute({ db, vault, texts, now: clock.now() }, made.phone.chatId, worker.id, {
              language,
              sharedPhone: more.sharedPhone === true,
            }),
          );
          return;
        }
        await made.tap(autonyms[more.language ?? "nl"]);
        await made.tap(t("people:link.okay"));
        await made.tap(t("people:link.offerAnswer.yes"));
        await made.tap(
          t(more.sharedPhone ? "people:link.phoneAnswer.shared" : "people:link.phoneAnswer.own"),
        );
        await made.tap(t("checkin:question.G1.option.good"));
        await worker.tap(app.texts("nl")("people:confirm.yes"));
      });
      return made;
    },
    async parent(name, language = "nl") {
      const made = walker({ id: "", name, token: "" }, language, language);
      theirChats.add(made.phone.chatId);
      const code = await findAskCode(database.db, await findOrganisation(database.db, organisationId));
      await made.start(askPayload(code, language));
      const [row] = await findAskersByChat(database.db, made.phone.chatId);
      return Object.assign(made, { id: row?.id ?? "" });
    },
    anotherPhone: (name, languageCode) => walker({ id: "", name, token: "" }, languageCode),
    async pass(span) {
      const minutes = (span.days ?? 0) * 1_440 + (span.hours ?? 0) * 60 + (span.minutes ?? 0);
      const stride = minutes >= 60 ? 60 : 1;
      const end = clock.now().getTime() + minutes * 60_000;
      if (minutes > daysOfEveryHour * 1_440) {
        const quiet = {
          mostMessages: () => 0,
          onStep: showNew,
          signal: new AbortController().signal,
        };
        const { tick, nextStep } = app;
        await jumpTime({ clock, timeZone: zone, tick, nextStep, settle, ...quiet }, new Date(end));
        return settle();
      }
      while (clock.now().getTime() < end) {
        clock.moveTo(new Date(Math.min(end, clock.now().getTime() + stride * 60_000)));
        await app.tick();
        const due = await app.nextDue();
        if (due && due.getTime() - clock.now().getTime() <= soon) await settle();
        else showNew();
      }
    },
    async until(time) {
      const now = Temporal.Instant.fromEpochMilliseconds(clock.now().getTime()).toZonedDateTimeISO(zone);
      let next = now.withPlainTime(Temporal.PlainTime.from(time));
      if (next.epochMilliseconds <= now.epochMilliseconds) next = next.add({ days: 1 });
      await walk.pass({ minutes: (next.epochMilliseconds - clock.now().getTime()) / 60_000 });
    },
    settle,
    async restart(change = {}) {
      await app.stop();
      app = await startApp({ ...appOptions, ...change });
      await settle();
    },
    note: (text) => write(`(${text})`),
    texts: (question) =>
      (nlQuestions as Record<string, { option?: Record<string, string> }>)[question]?.option ?? {},
    transcript: () => writeTranscript(lines),
    async end() {
      // A file ends its last walk after tests without one of their own, too.
      if (hasEnded) return;
      hasEnded = true;
      // A walk may have moved the clock without a tick: what is overdue after one is overdue in earnest.
      await app.tick();
      await settle();
      await app.stop();
      const left = (await findLeft(database, clock.now(), appOptions.mail !== undefined)).filter(
        (kind) => !options.leaves?.includes(kind),
      );
      await simulator.close();
      await database.close();
      if (left.length > 0) throw new Error(`The auditor finds at the end: ${left.join(", ")}`);
      // A text of the staff that somebody else reads would come in Dutch, whatever that person reads.
      const astray = reports.filter(({ event }) => event === "text.notForStaff");
      if (astray.length > 0) throw new Error(`Not for staff alone: ${JSON.stringify(astray)}`);
      // For people who do not read well, or whose phone is small.
      const wide = simulator.calls.find(
        ({ params }) => theirChats.has(Number(params.chat_id)) && widestRow(params.reply_markup) > 2,
      );
      if (wide) throw new Error(`More than two buttons a row: ${JSON.stringify(wide.params.reply_markup)}`);
      const unmeasured = unmeasuredButtons(simulator.calls);
      if (unmeasured.length > 0) throw new Error(`Buttons without a length: ${unmeasured.join("; ")}`);
      const turned = simulator.calls.find(
        ({ params }) => theirChats.has(Number(params.chat_id)) && turnsAround(params),
      );
      if (turned) throw new Error(`A line that turns around: ${JSON.stringify(turned.params.text)}`);
    },
  };
  const school = options.school ?? "colleague";
  if (school === "colleague") {
    simulator.phone({ id: unseenChat, firstName: "Noor" }).start();
    await settle();
  }
  if (school !== "notReady") await beReady(place, organisationId, { alone: school === "alone" });
  await settle();
  return walk;
}
