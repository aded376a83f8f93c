import type { BotCommand } from "@grammyjs/types";
import { listSaid } from "../delivery/list-said.ts";
import { type Progress, seeProgress } from "../escalation/see-progress.ts";
import type { Language } from "../i18n/language.ts";
import type { Texts } from "../i18n/texts.ts";
import { type CastMember, story } from "./cast.ts";
import { createChanges } from "./changes.ts";
import { commandsOf } from "./commands-of.ts";
import { timeZone } from "./fill-school.ts";
import { type ClockMove, type Jump, type JumpEnd, jumpTime, targetOf } from "./jump-time.ts";
import { type Happened, listHappened } from "./list-happened.ts";
import type { Phone } from "./phone.ts";
import { type Beginning, type Stage, type StageNotes, startStage } from "./start-stage.ts";

/** Something that a visitor can try, and whether it really happened. */
export interface Step {
  readonly id: "answer" | "alarm" | "take" | "outcome" | "second" | "clock" | "join" | "card" | "confirm";
  readonly isDone: boolean;
}

/** The last move of the clock that came to its end. */
export interface JumpResult {
  readonly from: Date;
  readonly to: Date;
  readonly end: JumpEnd;
  readonly happened: readonly Happened[];
}

/** What the page with the phones shows and may do. */
export interface Rehearsal {
  /** Another one after each beginning: a page that shows an older one has to load itself again. */
  world(): string;
  /** The language that the story's people read. */
  language(): Language;
  readonly timeZone: string;
  readonly texts: Texts;
  now(): Date;
  people(): readonly CastMember[];
  /** Throws an Error when there is no such phone. */
  phone(id: number): Phone;
  commands(id: number): readonly BotCommand[];
  /** Whether the bot still has to do something in this person's chat. */
  isBusy(id: number): boolean;
  /** Resolves once the bot has done all that it had to do. */
  idle(): Promise<void>;
  /** What the first start of a phone sends along. */
  cardOf(id: number): Promise<string>;
  steps(): readonly Step[];
  /** Moves the time; whatever was due until then happens. Throws an Error while it is moving already. */
  move(to: ClockMove): Promise<void>;
  stopMoving(): void;
  jump(): Jump | undefined;
  lastJump(): JumpResult | undefined;
  add(person: Pick<CastMember, "role" | "name" | "language">): Promise<CastMember>;
  /** Throws away all that happened. Throws an Error while it is at it already. */
  beginAgain(beginning: Beginning): Promise<void>;
  isBeginning(): boolean;
  onChange(listener: () => void): () => void;
}

/** How long until the chats in which the bot is at work are looked at again. */
const lookAgainMilliseconds = 60;

/** Starts a rehearsal. `folder` keeps it; in memory when left out. Throws what `startStage` throws. */
export async function startRehearsal(
  beginning: Beginning,
  folder?: string,
  pseudo = false,
): Promise<Rehearsal & { close(): Promise<void> }> {
  const changes = createChanges();
  let stage = await startStage(beginning, folder, pseudo);
  let stopHearing = stage.simulator.onChange(() => void look());
  let jump: Jump | undefined;
  let lastJump: JumpResult | undefined;
  let stopping = new AbortController();
  let isBeginning = false;
  let busy: ReadonlySet<number> = new Set();
  let progress = await seeProgress(stage.database.db);
  let looking: Promise<void> | undefined;
  let moving: Promise<void> | undefined;
  let isWanted = false;

  /** Looks, for as long as the bot is at work, in which chats it is and how far everybody has come. */
  async function look(): Promise<void> {
    changes.notify();
    isWanted = true;
    looking ??= lookOn().finally(() => {
      looking = undefined;
    });
    await looking;
  }
  async function lookOn(): Promise<void> {
    while (isWanted && !isBeginning) {
      isWanted = false;
      busy = await stage.busyChats();
      if (busy.size === 0 && !jump) progress = await seeProgress(stage.database.db);
      changes.notify();
      if (busy.size === 0) continue;
      isWanted = true;
      await new Promise((resolve) => setTimeout(resolve, lookAgainMilliseconds));
    }
  }

  async function moveTime(to: ClockMove): Promise<void> {
    const from = stage.clock.now();
    const target = targetOf(to, from, timeZone);
    stopping = new AbortController();
    jump = { from, to: target, at: from };
    changes.notify();
    try {
      await stage.settle();
      const counted = countMessages(stage);
      const end = await jumpTime(
        {
          clock: stage.clock,
          timeZone,
          tick: stage.app.tick,
          settle: stage.settle,
          nextStep: stage.app.nextStep,
          mostMessages: counted,
          signal: stopping.signal,
          onStep: (at) => {
            jump = { from, to: target, at };
            changes.notify();
          },
        },
        target,
      );
      const until = stage.clock.now();
      const said = await listSaid(stage.database.db, from, until);
      lastJump = {
        from,
        to: until,
        end,
        happened: listHappened(said, (id) => phoneMessages(stage, id)),
      };
      stage.moved();
    } finally {
      jump = undefined;
      await look();
    }
  }

  const personOf = (id: number): CastMember => {
    const person = stage.notes().cast.find((one) => one.id === id);
    if (!person) throw new Error("there is no such phone");
    return person;
  };
  const phone = (id: number): Phone => {
    personOf(id);
    const found = stage.simulator.phones().find(({ user }) => user.id === id);
    if (!found) throw new Error("there is no such phone");
    return found;
  };

  return {
    world: () => stage.notes().world,
    language: () => stage.notes().language,
    timeZone,
    texts: stage.app.texts,
    now: () => stage.clock.now(),
    people: () => stage.notes().cast,
    phone,
    commands: (id) => commandsOf(stage.simulator.profile, id, personOf(id).language),
    isBusy: (id) => busy.has(id),
    async idle() {
      await stage.settle();
      if (!isBeginning) await look();
    },
    cardOf: (id) => stage.cardOf(personOf(id)),
    steps: () => stepsOf(stage.notes(), progress),
    async move(to) {
      if (moving || isBeginning) throw new Error("the time is moving already");
      moving = moveTime(to).finally(() => {
        moving = undefined;
      });
      await moving;
    },
    stopMoving: () => stopping.abort(),
    jump: () => jump,
    lastJump: () => lastJump,
    async add(person) {
      const added = await stage.add(person);
      changes.notify();
      return added;
    },
    async beginAgain(next) {
      if (isBeginning) throw new Error("a new beginning is being prepared already");
      isBeginning = true;
      stopping.abort();
      changes.notify();
      stopHearing();
      // Whoever moved the time hears what went wrong with it.
      await moving?.catch(() => undefined);
      await looking;
      await stage.close("forgets");
      stage = await startStage(next, folder, pseudo);
      stopHearing = stage.simulator.onChange(() => void look());
      lastJump = undefined;
      isBeginning = false;
      await look();
    },
    isBeginning: () => isBeginning,
    onChange: changes.listen,
    async close() {
      stopping.abort();
      stopHearing();
      await moving;
      await looking;
      await stage.close();
    },
  };
}

const phoneMessages = (stage: Stage, id: number) =>
  stage.simulator
    .phones()
    .find(({ user }) => user.id === id)
    ?.messages() ?? [];

/** How many messages of the bot the phone with the most of them has got since this call. */
function countMessages(stage: Stage): () => number {
  const fromBot = (phone: Phone) => phone.messages().filter(({ from }) => from === "bot").length;
  const before = new Map(stage.simulator.phones().map((phone) => [phone.user.id, fromBot(phone)]));
  return () =>
    Math.max(
      0,
      ...stage.simulator.phones().map((phone) => fromBot(phone) - (before.get(phone.user.id) ?? 0)),
    );
}

function stepsOf({ start, baseline, moves }: StageNotes, progress: Progress): Step[] {
  const more = (what: keyof Progress) => progress[what] > baseline[what];
  const common: Step[] = [
    { id: "alarm", isDone: more("alarms") },
    { id: "take", isDone: more("taken") },
    { id: "outcome", isDone: more("resolved") },
  ];
  const clock: Step = { id: "clock", isDone: moves > 0 };
  if (start === "story")
    return [
      { id: "answer", isDone: more("answers") },
      ...common,
      { id: "second", isDone: more("cardsUsed") },
      clock,
    ];
  return [
    { id: "join", isDone: more("joined") },
    { id: "card", isDone: more("cardsUsed") },
    { id: "confirm", isDone: more("confirmed") },
    ...common,
  ];
}

/** Who plays which part in the steps, by first name. */
export const parts = { worker: story.worker.id, first: story.first.id, second: story.second.id } as const;
