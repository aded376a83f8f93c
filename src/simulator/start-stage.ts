import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type App, startApp } from "../app.ts";
import { type MovableClock, movableClock } from "../clock.ts";
import { type Database, FolderInUse, openDatabase } from "../db/connect.ts";
import { findBusyChats } from "../delivery/find-due.ts";
import { type Progress, seeProgress } from "../escalation/see-progress.ts";
import type { Language } from "../i18n/language.ts";
import { logReport } from "../log.ts";
import type { Office } from "../people/add-staff.ts";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { invitationDays } from "../people/link/invite.ts";
import type { OrganisationRow } from "../people/store.ts";
import { type CastMember, mostPhones, type Start, story } from "./cast.ts";
import {
  addAlumnus,
  addCaseWorker,
  addCohorts,
  addCoordinator,
  addParent,
  addSchool,
  newCard,
  signNumbers,
} from "./fill-school.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";
import { storyTimes, tellStory } from "./tell-story.ts";
import { openWorldStore, type WorldStore } from "./world-store.ts";

/** How a rehearsal begins. */
export interface Beginning {
  readonly start: Start;
  readonly language: Language;
}

/** What is written down of a rehearsal beside the database and the phones. */
export interface StageNotes extends Beginning {
  /** Another one for each beginning. */
  readonly world: string;
  readonly cast: readonly CastMember[];
  /** How far everybody was at the beginning: what was done since counts as the visitor's. */
  readonly baseline: Progress;
  /** How often the visitor moved the clock. */
  readonly moves: number;
}

/** A school, its bot, its Telegram and its clock, all on this machine. */
export interface Stage {
  readonly app: App;
  readonly database: Database;
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  notes(): StageNotes;
  /** Notes that the clock was moved. */
  moved(): void;
  /** Until everything that a phone or the time caused is fetched, handled and answered. */
  settle(): Promise<void>;
  /** The chats in which the bot still has to do something. */
  busyChats(): Promise<ReadonlySet<number>>;
  /** The invitation that this person holds; a new one when it ran out before it was used. */
  cardOf(person: CastMember): Promise<string>;
  /** The school invites another person. Throws Refused, or an Error when there is no room. */
  add(person: Pick<CastMember, "role" | "name" | "language">): Promise<CastMember>;
  /** `forgets`: what was kept in the folder is not needed any more. */
  close(forgets?: "forgets"): Promise<void>;
}

/** After a kill a line of the inbox may be held for half a minute yet; the clock begins beyond that. */
const pastLeases = 60_000;
const keepClockEvery = 1_000;

/**
 * Starts the service with a simulated Telegram: in memory, or in a folder, where it goes on with what an earlier process
 * left, killed or not. Nobody in it is real. Throws FolderInUse, UnfitFolder and what `startApp` throws.
 */
export async function startStage(
  beginning: Beginning,
  folder: string | undefined,
  pseudo = false,
): Promise<Stage> {
  const home = folder === undefined ? undefined : await openHome(folder);
  const database = home?.database ?? (await openDatabase("pglite:"));
  const store = home?.store;
  const saved = readNotes(store);
  const savedTime = saved && store?.note("now");
  const times = storyTimes(movableClock().now());
  const clock = movableClock(
    savedTime
      ? new Date(new Date(savedTime).getTime() + pastLeases)
      : beginning.start === "story"
        ? times.afternoon
        : times.morning,
  );
  const botToken = `700000001:${randomBytes(24).toString("base64url")}`;
  const simulator = await startSimulator({
    clock,
    token: botToken,
    username: "in_beeld_demo_bot",
    ...(store ? { store } : {}),
  });
  const app = await startApp({
    database,
    clock,
    masterKey: home?.masterKey ?? randomBytes(32),
    botToken,
    telegramApiRoot: simulator.url,
    report: logReport("silent"),
    pseudo,
    pace: { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 },
  });
  const office = (): Office => ({ db: database.db, vault: app.vault, now: clock.now() });
  const phone = ({ id, name, language }: Pick<CastMember, "id" | "name" | "language">) => {
    const [firstName = name, ...rest] = name.split(" ");
    return simulator.phone({ id, firstName, lastName: rest.join(" "), languageCode: language });
  };
  let isClosed = false;
  const settle = async () => {
    do {
      while (!isClosed && simulator.pendingUpdates() > 0)
        await new Promise((resolve) => setTimeout(resolve, 2));
      if (isClosed) return;
      await app.idle();
    } while (simulator.pendingUpdates() > 0);
  };

  let notes = saved ?? (await begin());
  for (const person of notes.cast) phone(person);
  phone({ ...story.coordinator, language: notes.language });
  const note = (changed: Partial<StageNotes>) => {
    notes = { ...notes, ...changed };
    writeNote(store, "stage", JSON.stringify(notes));
  };
  note({});
  const keepingClock =
    store && setInterval(() => writeNote(store, "now", clock.now().toISOString()), keepClockEvery);
  await settle();

  async function begin(): Promise<StageNotes> {
    const school = await addSchool(office(), beginning.language);
    const inLanguage = { language: beginning.language };
    const { token } = await addCoordinator(office(), school);
    phone({ ...story.coordinator, ...inLanguage }).start(token);
    await signNumbers(office(), school);
    await addCohorts(office(), school);
    await settle();
    const worker = await addCaseWorker(office(), school, { ...story.worker, ...inLanguage });
    const first = await addAlumnus(office(), school, { ...story.first, ...inLanguage });
    const second = await addAlumnus(office(), school, story.second);
    const cast = [first, second, worker];
    for (const person of cast) phone(person);
    if (beginning.start === "story")
      await tellStory(
        { clock, texts: app.texts, phone, settle, tick: app.tick },
        { worker, alumnus: first, morning: times.morning },
      );
    const baseline = await seeProgress(database.db);
    return { ...beginning, world: randomBytes(6).toString("hex"), cast, baseline, moves: 0 };
  }

  const school = (): Promise<OrganisationRow> => findOrganisationByName(database.db, story.school);

  return {
    app,
    database,
    simulator,
    clock,
    notes: () => notes,
    moved: () => note({ moves: notes.moves + 1 }),
    settle,
    async busyChats() {
      return new Set([...simulator.pendingChats(), ...(await findBusyChats(database.db, clock.now()))]);
    },
    async cardOf(person) {
      const age = clock.now().getTime() - person.card.at.getTime();
      if (age < invitationDays * 86_400_000) return person.card.token;
      const renewed = await newCard(office(), await school(), person);
      note({ cast: notes.cast.map((one) => (one.id === person.id ? renewed : one)) });
      return renewed.card.token;
    },
    async add({ role, name, language }) {
      if (notes.cast.length >= mostPhones) throw new NoRoom();
      const id = Math.max(...notes.cast.map((one) => one.id)) + 1;
      const added = await adding[role](office(), await school(), {
        id,
        name,
        language,
      });
      phone(added);
      note({ cast: [...notes.cast, added] });
      return added;
    },
    async close(forgets) {
      isClosed = true;
      clearInterval(keepingClock);
      await app.stop();
      await simulator.close();
      // First the notes: a folder without them begins anew, whatever else is left in it.
      if (forgets) store?.empty();
      store?.close();
      await database.close();
      if (forgets && folder !== undefined) rmSync(databaseIn(folder), { recursive: true, force: true });
    },
  };
}

const adding = { alumnus: addAlumnus, caseWorker: addCaseWorker, parent: addParent } as const;

/** As many phones as fit are there already. */
export class NoRoom extends Error {
  constructor() {
    super(`There are ${mostPhones} phones already.`);
    this.name = "NoRoom";
  }
}

/** The folder holds something that this demo cannot go on with. */
export class UnfitFolder extends Error {
  constructor(folder: string, why: string) {
    super(`The demo cannot go on with what is in ${folder}: ${why} Use another folder, or remove this one.`);
    this.name = "UnfitFolder";
  }
}

const databaseIn = (folder: string) => path.join(folder, "pglite");
const phonesIn = (folder: string) => path.join(folder, "phones.sqlite");

/** Opens what a folder keeps. A beginning that was cut off before it was whole is thrown away: nobody has done anything in it. */
async function openHome(
  folder: string,
): Promise<{ database: Database; store: WorldStore; masterKey: Buffer }> {
  const keyFile = path.join(folder, "demo.key");
  const isKnown = existsSync(databaseIn(folder));
  const hasPhones = existsSync(phonesIn(folder));
  if (isKnown && !hasPhones) throw new UnfitFolder(folder, "there is a database without its phones.");
  if (!hasPhones) {
    // The phones' file comes first: wherever a first start is killed, a database stands beside it.
    mkdirSync(folder, { recursive: true });
    openWorldStore(phonesIn(folder)).close();
  }
  const database = await openDatabase(`pglite:${folder}`).catch(async (error: unknown) => {
    // A first start that was killed while it made the database left something that nobody can open.
    if (!isKnown || error instanceof FolderInUse || isBegun(folder)) throw error;
    rmSync(databaseIn(folder), { recursive: true, force: true });
    return openDatabase(`pglite:${folder}`);
  });
  const store = openWorldStore(phonesIn(folder));
  if (readNotes(store)) {
    if (!existsSync(keyFile)) {
      store.close();
      await database.close();
      throw new UnfitFolder(folder, "the key (demo.key) is gone, so nothing in it can be read.");
    }
    return { database, store, masterKey: Buffer.from(readFileSync(keyFile, "utf8"), "base64") };
  }
  store.empty();
  const masterKey = randomBytes(32);
  writeFileSync(keyFile, masterKey.toString("base64"), { mode: 0o600 });
  if (!isKnown) return { database, store, masterKey };
  await database.close();
  rmSync(databaseIn(folder), { recursive: true, force: true });
  return { database: await openDatabase(`pglite:${folder}`), store, masterKey };
}

function isBegun(folder: string): boolean {
  const store = openWorldStore(phonesIn(folder));
  try {
    return readNotes(store) !== undefined;
  } finally {
    store.close();
  }
}

function readNotes(store: WorldStore | undefined): StageNotes | undefined {
  const text = store?.note("stage");
  return text === undefined
    ? undefined
    : (JSON.parse(text, (name, value: unknown) =>
        name === "at" && typeof value === "string" ? new Date(value) : value,
      ) as StageNotes);
}

function writeNote(store: WorldStore | undefined, name: string, body: string): void {
  store?.write([{ kind: "note", chatId: 0, key: name, body }]);
}
