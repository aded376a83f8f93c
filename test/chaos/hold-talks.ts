import type { Phone } from "../../src/simulator/phone.ts";
import { type Random, random } from "../support/random.ts";
import { canariesIn, readCanary, wordOf } from "./canary.ts";
import type { Plan } from "./plan-run.ts";
import { forNobody } from "./witness-line.ts";

/** A message that has come in, or has changed. */
export interface SeenMessage {
  readonly chat: number;
  readonly message: number;
  readonly text: string;
  readonly buttons: readonly string[];
}

export interface TalkHands {
  see(seen: SeenMessage): void;
  /** Case workers open the pages of those whom they write to, each in its time. */
  begin(): void;
  /** A button was really tapped. */
  tapped(chat: number, data: string): void;
  /** How many messages are still to be written in talks that have begun or are to begin. */
  toWrite(): number;
}

interface Burst {
  readonly talk: Talk;
  readonly texts: string[];
  readonly way: "reply" | "open";
  readonly readyAt: number;
}

/** One talk, from the case worker's side. */
interface Talk {
  readonly id: string;
  readonly person: number;
  notice: number;
  /** The newest message of the person, which a reply answers. */
  theirs: number | undefined;
  bursts: Burst[];
  isEnded: boolean;
}

/** A case worker's hands and what they have in mind. */
interface Hand {
  readonly chat: number;
  readonly draw: Random;
  readonly talks: Talk[];
  /** What was written and has not come to the person yet: nothing else is begun meanwhile, as whoever waits for the mark does. */
  limbo: { readonly talk: Talk; readonly waits: Set<string>; until: number } | undefined;
  isTyping: boolean;
  /** Why no words are typed now, and until when at most: they would be taken for a note, or for a name. */
  readonly busy: Map<string, number>;
  readonly pages: Set<number>;
}

/** A young person's, once somebody has written to them. */
interface Answering {
  readonly draw: Random;
  readonly all: number;
  written: number;
  /** How many of them the case worker has seen. */
  readonly seen: Set<number>;
  newest: number;
}

/** How long a question of the bot is waited for, in milliseconds: a lease, a restart, and some. */
const patience = 60_000;
/** A question that what is typed would be taken for: it comes, however much goes wrong before it does. */
const longPatience = 2 * patience;
const outcomeVerbs: readonly string[] = ["helped", "planned", "handedOver", "notNeeded"];
const verbOf = (data: string) => data.split(":").at(-1) ?? "";
const opensTalk = /^y3:[\w-]{22}:write$/;
const ofTalk = /^ta1:([\w-]{22}):note$/;
const personIn = (text: string) => Number(/\bSam(\d+)\b/.exec(text)?.[1] ?? 0);

/**
 * Talks between case workers and young people, several at once: a case worker writes in bursts, as an answer to a message or
 * simply in the chat, and says for whom it is when the bot asks; the young person writes back in their own time. `tapLater`
 * taps a button if it is still there.
 */
export function holdTalks(
  plan: Plan,
  phoneOf: (chat: number) => Phone,
  tapLater: (seen: SeenMessage, data: string, milliseconds: number) => void,
): TalkHands {
  const hands = new Map<number, Hand>();
  const answering = new Map<number, Answering>();
  const staff = new Set(plan.staff.map(({ chatId }) => chatId));
  const toOpen = new Set(plan.alumni.filter(({ isWrittenTo }) => isWrittenTo).map(({ chatId }) => chatId));

  function handOf(chat: number): Hand {
    const known = hands.get(chat);
    if (known) return known;
    const made: Hand = {
      chat,
      draw: random(plan.seed, `hand ${chat}`),
      talks: [],
      limbo: undefined,
      isTyping: false,
      busy: new Map(),
      pages: new Set(),
    };
    hands.set(chat, made);
    return made;
  }

  const isBusy = ({ busy }: Hand) => {
    const now = Date.now();
    for (const [why, until] of busy) if (until < now) busy.delete(why);
    return busy.size > 0;
  };

  /** The bot shows who somebody talks with now. */
  function beginTalk(seen: SeenMessage, id: string): void {
    const person = personIn(seen.text);
    const hand = handOf(seen.chat);
    const known = hand.talks.find((talk) => talk.id === id);
    if (known) known.notice = seen.message;
    if (known || person === 0) return;
    toOpen.delete(person);
    const draw = random(plan.seed, `talk ${person}`);
    const talk: Talk = { id, person, notice: seen.message, theirs: undefined, bursts: [], isEnded: false };
    let n = 0;
    let readyAt = Date.now() + draw.between(500, 2_000);
    for (let bursts = Math.ceil(draw.between(1, 3)); bursts > 0; bursts -= 1) {
      const texts: string[] = [];
      for (let left = Math.ceil(draw.between(0, 3)); left > 0; left -= 1) {
        n += 1;
        texts.push(`Bericht ${n} ${wordOf({ person, by: "worker", n })}`);
      }
      talk.bursts.push({ talk, texts, way: draw.chance(0.6) ? "reply" : "open", readyAt });
      readyAt += draw.between(1_000, 8_000);
    }
    hand.talks.push(talk);
  }

  /** Begins the next burst of some talk, when nothing stands in the way. */
  function goOn(hand: Hand): void {
    const now = Date.now();
    // It did not come, or the question did not: the checker will tell. What follows would come before it.
    if (hand.limbo && hand.limbo.until < now) {
      hand.limbo.talk.bursts = [];
      hand.limbo = undefined;
    }
    if (hand.limbo || hand.isTyping) return;
    const ready = hand.talks.flatMap(({ bursts: [next] }) => (next && next.readyAt <= now ? [next] : []));
    if (ready.length === 0 || isBusy(hand) || phoneOf(hand.chat).blocked()) return;
    const burst = hand.draw.pick(ready);
    burst.talk.bursts.shift();
    const waits = new Set(burst.texts.flatMap(canariesIn));
    hand.limbo = { talk: burst.talk, waits, until: Number.POSITIVE_INFINITY };
    const replyTo = burst.way === "open" ? undefined : (burst.talk.theirs ?? burst.talk.notice);
    hand.isTyping = true;
    type(hand, [...burst.texts], replyTo);
  }

  function type(hand: Hand, texts: string[], replyTo: number | undefined): void {
    const phone = phoneOf(hand.chat);
    if (isBusy(hand) || phone.blocked()) {
      setTimeout(() => type(hand, texts, replyTo), 300);
      return;
    }
    const text = texts.shift();
    if (text !== undefined) phone.send(text, replyTo);
    if (texts.length > 0) {
      setTimeout(() => type(hand, texts, replyTo), hand.draw.between(50, 1_500));
      return;
    }
    hand.isTyping = false;
    if (hand.limbo) hand.limbo.until = Date.now() + 1.5 * patience;
  }

  /** A case worker asks for somebody's page by name, to write to them. */
  function openPage(person: number, worker: number): void {
    if (!toOpen.has(person)) return;
    const hand = handOf(worker);
    setTimeout(() => openPage(person, worker), patience);
    const phone = phoneOf(worker);
    if (phone.blocked()) return;
    phone.send(`/oudleerlingen Sam${person}`);
    hand.pages.add(person);
    // What is typed before a button is tapped is taken for another name.
    hand.busy.set(`page ${person}`, Date.now() + patience);
  }

  function seeAsWorker(seen: SeenMessage): void {
    const hand = handOf(seen.chat);
    for (const word of canariesIn(seen.text)) {
      const { person, by, n } = readCanary(word);
      // Given back: nobody waits for the mark on it any more.
      if (by === "worker" && seen.buttons.length === 0) comes(word);
      if (by !== "person") continue;
      answering.get(person)?.seen.add(n);
      const talk = hand.talks.find((one) => one.person === person);
      if (talk) talk.theirs = seen.message;
    }
    const [id] = seen.buttons.flatMap((data) => ofTalk.exec(data)?.[1] ?? []);
    if (id) beginTalk(seen, id);
    const noNote = seen.buttons.find((data) => verbOf(data) === "noNote");
    if (noNote) {
      // Also when it comes so late that it was waited for no more.
      hand.busy.set(`note ${noNote.split(":")[1]}`, Date.now() + longPatience);
      tapLater(seen, noNote, hand.draw.between(500, 2_000));
    }
    const person = personIn(seen.text);
    const write = seen.buttons.find((data) => opensTalk.test(data));
    if (write && hand.pages.has(person) && !seen.buttons.some((data) => data.startsWith("e1:"))) {
      hand.pages.delete(person);
      tapLater(seen, write, hand.draw.between(500, 2_000));
    }
    const answer = answerTo(hand, seen);
    if (answer) tapLater(seen, answer, hand.draw.between(500, 3_000));
  }

  /**
   * For whom the words are that a question quotes: the button of whoever they were written to, however late it comes; for nobody when
   * the talk has ended and they are not among those to choose from.
   */
  function answerTo({ talks }: Hand, { text, buttons }: SeenMessage): string | undefined {
    const [word] = canariesIn(text);
    if (!word) return undefined;
    const talk = talks.find(({ person }) => person === readCanary(word).person);
    const buttonOf = (id: string | undefined) =>
      buttons.find((data) => data.startsWith("td") && data.split(":")[1] === id);
    return buttonOf(talk?.id) ?? (talk?.isEnded ? buttonOf(forNobody) : undefined);
  }

  function seeAsPerson(seen: SeenMessage): void {
    for (const word of canariesIn(seen.text)) {
      const { person, by } = readCanary(word);
      if (by !== "worker") continue;
      comes(word);
      if (person !== seen.chat) continue;
      const known = answering.get(person);
      if (known) known.newest = seen.message;
      else beginAnswering(person, seen.message);
    }
  }

  /** What is waited for has come to its end; once all of it has, the hand is free. */
  function comes(word: string): void {
    for (const hand of hands.values()) {
      hand.limbo?.waits.delete(word);
      if (hand.limbo?.waits.size === 0) hand.limbo = undefined;
    }
  }

  function beginAnswering(person: number, newest: number): void {
    const draw = random(plan.seed, `answers ${person}`);
    const made: Answering = {
      draw,
      all: Math.ceil(draw.between(1, 6)),
      written: 0,
      seen: new Set(),
      newest,
    };
    answering.set(person, made);
    setTimeout(() => answer(person, made), draw.between(500, 4_000));
  }

  function answer(person: number, one: Answering): void {
    const { draw } = one;
    one.written += 1;
    const text = `Antwoord ${one.written} ${wordOf({ person, by: "person", n: one.written })}`;
    const phone = phoneOf(person);
    if (draw.chance(0.15)) phone.photo(text);
    else phone.send(text, draw.chance(0.4) ? one.newest : undefined);
    const pause = draw.chance(0.3) ? draw.between(20, 200) : draw.between(500, 6_000);
    if (one.written < one.all) setTimeout(() => answer(person, one), pause);
  }

  /** All was said: some say that they are done, some leave it open. */
  function endTalks(hand: Hand): void {
    for (const talk of hand.talks) {
      const theirs = answering.get(talk.person);
      const isSaid =
        talk.bursts.length === 0 && hand.limbo?.talk !== talk && theirs?.seen.size === theirs?.all;
      if (talk.isEnded || !isSaid || !theirs) continue;
      talk.isEnded = true;
      if (hand.draw.chance(0.4)) continue;
      const seen = { chat: hand.chat, message: talk.notice, text: "", buttons: [] };
      tapLater(seen, `ta1:${talk.id}:end`, hand.draw.between(1_000, 4_000));
    }
  }

  const timer = setInterval(() => {
    for (const hand of hands.values()) {
      goOn(hand);
      endTalks(hand);
    }
  }, 200);
  timer.unref();

  return {
    see(seen) {
      if (staff.has(seen.chat)) seeAsWorker(seen);
      else seeAsPerson(seen);
    },
    begin() {
      for (const { chatId, workerChat, after, isWrittenTo } of plan.alumni)
        if (isWrittenTo) setTimeout(() => openPage(chatId, workerChat), after);
    },
    tapped(chat, data) {
      const hand = handOf(chat);
      const [code, id] = data.split(":");
      if (!staff.has(chat)) return;
      if (opensTalk.test(data))
        for (const why of hand.busy.keys()) if (why.startsWith("page")) hand.busy.delete(why);
      if (code !== "e1") return;
      if (outcomeVerbs.includes(verbOf(data))) hand.busy.set(`note ${id}`, Date.now() + longPatience);
      if (verbOf(data) === "noNote") hand.busy.delete(`note ${id}`);
    },
    toWrite() {
      let sum = toOpen.size;
      for (const { all, written } of answering.values()) sum += all - written;
      for (const { talks, limbo } of hands.values()) {
        for (const { bursts } of talks) sum += bursts.length;
        if (limbo) sum += 1;
      }
      return sum;
    },
  };
}
