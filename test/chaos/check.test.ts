import { expect, test } from "vitest";
import { check } from "./check.ts";
import type { RawPolicy, Rows } from "./rows.ts";
import { type CallLine, mailboxOf, type WitnessLine } from "./witness-line.ts";

/** A run of one alert in which all is well, and one thing at a time made wrong: the checker must be able to say no. */
const id = "00112233-4455-4677-8899-aabbccddeeff";
const short = Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
const [alumnus, fatima, karim] = [1_000_000, 1_000, 1_001];
const start = 1_800_000_000_000;
const at = (seconds: number) => start + seconds * 1_000;

const policy: RawPolicy = {
  steps: [{ waitMinutes: 1 / 3 }],
  restMinutes: 1 / 3,
  contactMinutes: 1 / 2,
  outcomeMinutes: 1 / 2,
};

const tap = (seconds: number, update: number, chat: number, data: string): WitnessLine => ({
  what: "update",
  at: at(seconds),
  id: update,
  chat,
  tap: data,
});
const sent = (seconds: number, chat: number, message: number, more: Partial<CallLine> = {}): CallLine => ({
  what: "call",
  begun: at(seconds),
  at: at(seconds),
  method: "sendMessage",
  status: 200,
  done: true,
  chat,
  message,
  text: "alert",
  buttons: [`e1:${short}:take`, `e1:${short}:view`],
  ...more,
});
const answer = tap(0, 7, alumnus, `a1:${short}:G1:bad`);
const life: readonly WitnessLine[] = [
  answer,
  { what: "confirmed", at: at(1), ids: [7] },
  sent(2, fatima, 3),
  tap(5, 8, fatima, `e1:${short}:take`),
  tap(8, 9, fatima, `e1:${short}:reached`),
  tap(9, 10, fatima, `e1:${short}:helped`),
  { what: "confirmed", at: at(10), ids: [8, 9, 10] },
];

const sam = 1_000_001;
/** Fatima, who took Amina's alert, and Amina write two messages each, and Sam, whom Karim guides, one. */
const word = (person: number, by: "person" | "worker", n: number) => `kanarie-${person}-${by}-${n}`;
const wrote = (seconds: number, chat: number, message: number, canary: string): WitnessLine => ({
  what: "update",
  at: at(seconds),
  id: 100 + message,
  chat,
  message,
  canaries: [canary],
});
const came = (seconds: number, chat: number, message: number, ...canaries: readonly string[]) =>
  sent(seconds, chat, message, { text: `${canaries}`, canaries, buttons: [] });
const talk: readonly WitnessLine[] = [
  wrote(20, fatima, 200, word(alumnus, "worker", 1)),
  wrote(21, fatima, 201, word(alumnus, "worker", 2)),
  came(22, alumnus, 300, word(alumnus, "worker", 1)),
  came(23, alumnus, 301, word(alumnus, "worker", 2)),
  wrote(24, alumnus, 302, word(alumnus, "person", 1)),
  wrote(25, alumnus, 303, word(alumnus, "person", 2)),
  came(26, fatima, 202, word(alumnus, "person", 1)),
  came(27, fatima, 203, word(alumnus, "person", 2)),
  wrote(28, sam, 304, word(sam, "person", 1)),
  came(29, karim, 204, word(sam, "person", 1)),
];
const talked = (lines: readonly WitnessLine[] = [...life, ...talk], more: Partial<Rows> = {}) => {
  const numbered = lines.flatMap((line) =>
    line.what === "call" && line.chat !== undefined && (line.message ?? 0) >= 200
      ? [{ chat: line.chat, message: line.message ?? null, state: "sent", line: "chat", about: null }]
      : [],
  );
  return check(lines, rows({ messages: [...rows().messages, ...numbered], ...more }), 1, 2);
};
const changed = (n: number, line?: WitnessLine) => [
  ...life,
  ...talk.flatMap((one, index) => (index === n ? (line ?? []) : one)),
];

const rows = (more: Partial<Rows> = {}, row: Partial<Rows["escalations"][number]> = {}): Rows => ({
  now: at(200),
  updateIds: [7, 8, 9, 10],
  handedOn: [],
  left: [],
  alumni: [
    { id: "amina", chat: alumnus, caseWorkerId: "karim" },
    { id: "sam", chat: sam, caseWorkerId: "karim" },
  ],
  staff: [
    { id: "fatima", chat: fatima, school: "linde" },
    { id: "karim", chat: karim, school: "linde" },
  ],
  escalations: [
    {
      id,
      alumnusId: "amina",
      school: "linde",
      severity: "urgent",
      state: "resolved",
      ownerId: "fatima",
      nextStepAt: null,
      openedAt: at(0),
      policies: { urgent: policy },
      ...row,
    },
  ],
  events: [
    { escalationId: id, kind: "opened", caseWorkerId: null, at: at(0) },
    { escalationId: id, kind: "take", caseWorkerId: "fatima", at: at(5) },
  ],
  messages: [{ chat: fatima, message: 3, state: "sent", line: "chat", about: id }],
  ...more,
});

const without = (...removed: readonly number[]) => life.filter((_, n) => !removed.includes(n));
const judge = (lines: readonly WitnessLine[], found: Rows = rows(), expected = 1) =>
  check(lines, found, expected).figures;

test("a run in which all is well is in order", () => {
  expect(judge(life)).toEqual({
    alerts: 1,
    kills: 0,
    updatesConfirmed: 4,
    updatesMissing: 0,
    alertsLost: 0,
    alertsStuck: 0,
    notifiedAfterAck: 0,
    duplicates: 0,
    duplicatesAllowed: 0,
    p50Seconds: 2,
    p99Seconds: 2,
    ok: true,
    talks: 0,
    relayed: 0,
    relayedLost: 0,
    relayedWrong: 0,
    relayedOutOfOrder: 0,
  });
});

test("an update that Telegram has forgotten and no row knows is missing", () => {
  expect(judge(life, rows({ updateIds: [7, 9, 10] }))).toMatchObject({ updatesMissing: 1, ok: false });
});

test("what was stored and nobody handled is found when all is calm", () => {
  const lying = (since: number) => rows({ left: [{ what: "update 11", since: at(since) }] });
  expect(judge(life, lying(130))).toMatchObject({ alertsStuck: 1, ok: false });
  // What is due for a moment is on its way.
  expect(judge(life, lying(150))).toMatchObject({ alertsStuck: 0, ok: true });
});

test.each<[string, readonly WitnessLine[], Rows]>([
  ["nothing was raised", life, rows({ escalations: [], events: [] })],
  ["nobody's phone got it", without(2), rows({ messages: [] })],
  [
    "Telegram refused it",
    [...without(2), sent(2, fatima, 3, { done: false, status: 403 })],
    rows({ messages: [] }),
  ],
  ["it stood on a list only", [...without(2), sent(2, fatima, 3, { buttons: [`e1:${short}:show`] })], rows()],
  ["it reached somebody who is not of the staff", [...without(2), sent(2, alumnus, 3)], rows()],
  ["it was closed and nobody tapped an outcome", without(5), rows()],
  ["somebody else than its owner tapped the outcome", life, rows({}, { ownerId: "karim" })],
])("an alert is lost when %s", (_, lines, found) => {
  expect(judge(lines, found)).toMatchObject({ ok: false });
  expect(judge(lines, found).alertsLost).toBeGreaterThan(0);
});

const crisisAnswer = tap(0, 7, alumnus, `a1:${short}:G1:cantGoOn`);
const numbers = sent(1, alumnus, 2, { text: "numbers", buttons: [], numbers: true });
const inCrisis = (more: readonly WitnessLine[] = [numbers]) => [crisisAnswer, ...life.slice(1), ...more];
const told = { chat: alumnus, message: 2, state: "sent", line: "chat", about: null };
const crisis = rows({ messages: [...rows().messages, told] }, { severity: "crisis" });

test("a crisis that is one, with the numbers on the young person's phone, is in order", () => {
  expect(judge(inCrisis(), crisis)).toMatchObject({ alertsLost: 0, ok: true });
});

test.each<[string, readonly WitnessLine[], Rows]>([
  ["it was stored as something less than it is", inCrisis(), rows({ messages: crisis.messages })],
  ["something bad is taken for a note", life, rows({}, { severity: "attention" })],
  ["the young person in a crisis got no numbers", inCrisis([]), crisis],
  ["the numbers were refused", inCrisis([{ ...numbers, done: false, status: 403 }]), crisis],
  ["the numbers came before, and not again", inCrisis([{ ...numbers, begun: at(-9), at: at(-9) }]), crisis],
])("an alert is lost when %s", (_, lines, found) => {
  expect(judge(lines, found)).toMatchObject({ alertsLost: 1, ok: false });
});

test("somebody who never came as far as answering counts as lost", () => {
  expect(judge(life, rows(), 2)).toMatchObject({ alerts: 1, alertsLost: 1, ok: false });
});

const untouched = without(3, 4, 5);
const noTake = [{ escalationId: id, kind: "opened", caseWorkerId: null, at: at(0) }];
test.each<[string, readonly WitnessLine[], Rows]>([
  ["it has no next step", untouched, rows({ events: noTake }, { state: "notified", ownerId: null })],
  [
    "its step is long overdue",
    untouched,
    rows({ events: noTake }, { state: "notified", ownerId: null, nextStepAt: at(100) }),
  ],
  [
    "its step lies past every time of its rules",
    untouched,
    rows({ events: noTake }, { state: "notified", ownerId: null, nextStepAt: at(7_200) }),
  ],
  [
    "its steps pass and ring nobody",
    untouched,
    rows({ events: noTake }, { state: "notified", ownerId: null, nextStepAt: at(210) }),
  ],
  [
    "whoever took it forgot it and it did not come back",
    without(4, 5),
    rows({}, { state: "acknowledged", nextStepAt: at(210) }),
  ],
  ["it belongs to somebody who never took it", without(3), rows()],
])("an alert is stuck when %s", (_, lines, found) => {
  const figures = judge(lines, found);
  expect(figures.ok).toBe(false);
  expect(figures.alertsStuck).toBeGreaterThan(0);
});

test("an alert that was left alone is in order as long as it rings again", () => {
  const rings = [sent(100, karim, 4), sent(170, karim, 5)];
  const said = [3, 4, 5].map((message) => ({
    chat: message === 3 ? fatima : karim,
    message,
    state: "sent",
    line: "chat",
    about: id,
  }));
  const found = rows(
    { events: noTake, messages: said },
    { state: "notified", ownerId: null, nextStepAt: at(210) },
  );
  expect(judge([...untouched, ...rings], found)).toMatchObject({ alertsStuck: 0, ok: true });
});

const alsoToKarim = [
  { chat: fatima, message: 3, state: "sent", line: "chat", about: id },
  { chat: karim, message: 4, state: "sent", line: "chat", about: id },
];

test("a new alert to somebody else that begins after one had it is counted, one that was under way is not", () => {
  const found = rows({ messages: alsoToKarim });
  expect(judge([...life, sent(9, karim, 4)], found)).toMatchObject({ notifiedAfterAck: 1, ok: false });
  expect(judge([...life, sent(5.5, karim, 4)], found)).toMatchObject({ notifiedAfterAck: 0, ok: true });
});

const mailTo = (seconds: number, chat: number): WitnessLine => ({
  ...{ what: "mail", at: at(seconds), to: mailboxOf(chat), references: ["001122"], text: "x" },
});
const mailRows = (n: number) =>
  Array.from({ length: n }, () => ({ chat: 5, message: null, state: "sent", line: "mail", about: id }));

test.each<[string, WitnessLine, number]>([
  [
    "a message without buttons",
    sent(9, karim, 4, { buttons: [], references: ["001122"], text: "somebody has it" }),
    1,
  ],
  ["the same to whoever has it", sent(9, fatima, 4, { buttons: [], references: ["001122"] }), 0],
  ["a list of several", sent(9, karim, 4, { buttons: [], references: ["001122", "AABBCC"] }), 0],
  ["a mail to somebody else", mailTo(12, karim), 1],
  ["a mail that was under way", mailTo(6, karim), 0],
  ["a mail to whoever has it", mailTo(12, fatima), 0],
])("about what somebody has, to others: %s", (_, line, notified) => {
  const found = rows({ messages: [...alsoToKarim, ...mailRows(1), { ...told, chat: fatima, message: 4 }] });
  expect(judge([...life, line], found)).toMatchObject({ notifiedAfterAck: notified, ok: notified === 0 });
});

test("what somebody reads in answer to their own tap is no alert to others", () => {
  const late = tap(7, 8, karim, `e1:${short}:view`);
  const reply = sent(9, karim, 4, { buttons: [], references: ["001122"] });
  expect(judge([...life, late, reply], rows({ messages: alsoToKarim }))).toMatchObject({
    notifiedAfterAck: 0,
  });
});

test("more mails than rows are copies", () => {
  const found = (n: number) => rows({ messages: [...rows().messages, ...mailRows(n)] });
  const mails = [mailTo(3, karim), mailTo(4, karim)];
  expect(judge([...life, ...mails], found(2))).toMatchObject({ duplicates: 0, ok: true });
  expect(judge([...life, ...mails], found(1))).toMatchObject({ duplicates: 1, ok: false });
});

test("an alert that comes back because it became more serious, or was forgotten, may ring others", () => {
  const events = (kind: string, seconds: number) => [
    ...rows().events,
    { escalationId: id, kind, caseWorkerId: null, at: at(seconds) },
  ];
  const raised = rows({ messages: alsoToKarim, events: events("raised", 7) });
  expect(judge([...life, sent(8, karim, 4)], raised)).toMatchObject({ notifiedAfterAck: 0, ok: true });
  const expired = rows({ messages: alsoToKarim, events: events("stepped", 35) });
  expect(judge([...life, sent(36, karim, 4)], expired)).toMatchObject({ notifiedAfterAck: 0, ok: true });
  const early = rows({ messages: alsoToKarim, events: events("stepped", 15) });
  expect(judge([...life, sent(16, karim, 4)], early)).toMatchObject({ notifiedAfterAck: 1, ok: false });
});

test("a second copy counts, and more of them than deaths and broken answers explain are not in order", () => {
  const copies = (n: number) => Array.from({ length: n }, (_, copy) => sent(3, fatima, 50 + copy));
  expect(judge([...life, sent(2.5, fatima, 50, { status: 0 })])).toMatchObject({
    duplicates: 1,
    duplicatesAllowed: 1,
    ok: true,
  });
  expect(judge([...life, ...copies(1)])).toMatchObject({ duplicates: 1, duplicatesAllowed: 0, ok: false });
  const killed: WitnessLine = { what: "kill", at: at(2), instance: 0 };
  expect(judge([...life, killed, ...copies(4)])).toMatchObject({ duplicatesAllowed: 4, ok: true });
  expect(judge([...life, killed, ...copies(5)])).toMatchObject({ duplicates: 5, ok: false });
});

test("a message that no row knows and that is nobody's copy is not in order, whatever is allowed", () => {
  const killed: WitnessLine = { what: "kill", at: at(2), instance: 0 };
  const stranger = sent(3, karim, 60, { text: "something else" });
  expect(judge([...life, killed, stranger])).toMatchObject({ duplicates: 1, ok: false });
});

test("one that was refused when it was said again may be on a phone; what was in no row is not excused by it", () => {
  const refused = rows({
    messages: [...rows().messages, { chat: karim, message: null, state: "blocked", line: "chat", about: id }],
  });
  const early = sent(3, karim, 60, { status: 0, text: "other" });
  expect(judge([...life, early], refused)).toMatchObject({ duplicates: 0, ok: true });
  const another = sent(3, karim, 61, { status: 0, text: "another" });
  expect(judge([...life, early, another], refused)).toMatchObject({ duplicates: 1, ok: false });
});

test("a time for a contact runs on only while somebody runs", () => {
  const late = [...without(4, 5), sent(110, karim, 4)];
  const found = rows(
    {
      messages: alsoToKarim,
      events: [...rows().events, { escalationId: id, kind: "stepped", caseWorkerId: null, at: at(110) }],
    },
    { state: "notified", ownerId: null, nextStepAt: at(210) },
  );
  expect(judge(late, found)).toMatchObject({ alertsStuck: 1, ok: false });
  const away: WitnessLine = { what: "away", who: "instances", from: at(20), at: at(60) };
  expect(judge([...late, away], found)).toMatchObject({ alertsStuck: 0, ok: true });
});

test("the time without a database or any instance, or in which Telegram hung on that chat, is not counted; the rest is", () => {
  const late = [...without(2), sent(70, fatima, 3)];
  expect(judge(late)).toMatchObject({ p99Seconds: 70, ok: false });
  const away: WitnessLine = { what: "away", who: "database", from: at(10), at: at(25) };
  expect(judge([...late, away])).toMatchObject({ p99Seconds: 55 });
  const hung = sent(20, fatima, 3, { at: at(35), status: 0, done: false, fault: "hang" });
  expect(judge([...late, hung])).toMatchObject({ p99Seconds: 55 });
});

test("a mail with the reference is as good as a message", () => {
  const mail: WitnessLine = {
    what: "mail",
    at: at(4),
    to: "fatima@school.example",
    references: ["001122"],
    text: "x",
  };
  expect(judge([...without(2), mail], rows({ messages: [] }))).toMatchObject({
    alertsLost: 0,
    p99Seconds: 4,
  });
});

test("talks in which all arrived are in order, and counted", () => {
  expect(talked().figures).toMatchObject({
    ok: true,
    talks: 2,
    relayed: 5,
    relayedLost: 0,
    relayedWrong: 0,
    relayedOutOfOrder: 0,
  });
});

test.each<[string, number, WitnessLine | undefined]>([
  ["no phone got it", 7, undefined],
  [
    "Telegram refused it",
    3,
    { ...came(23, alumnus, 301, word(alumnus, "worker", 2)), done: false, status: 403 },
  ],
  ["it came back to whoever wrote it", 6, came(26, alumnus, 305, word(alumnus, "person", 1))],
  [
    "it reached a colleague with whom the person has nothing to do",
    9,
    came(29, fatima, 205, word(sam, "person", 1)),
  ],
])("a message of a talk is lost when %s", (_, n, line) => {
  expect(talked(changed(n, line)).figures).toMatchObject({ relayedLost: 1, ok: false });
});

test("what a case worker's phone did not take is not lost when others were told", () => {
  const handedOn = [{ chat: alumnus, message: 303 }];
  expect(talked(changed(7), { handedOn }).figures).toMatchObject({ relayedLost: 0, ok: true });
  expect(talked(changed(3), { handedOn }).figures).toMatchObject({ relayedLost: 1, ok: false });
});

test.each<[string, Partial<CallLine>, number]>([
  ["quoted where they were written, with nothing to tap", {}, 0],
  ["asked about, and nobody tapped", { buttons: ["td2:x:y"] }, 1],
  ["given back to somebody else of those who guide", { chat: karim }, 1],
  ["a message that Telegram refused", { done: false, status: 403 }, 1],
])("words that a case worker has back are not lost: %s", (_, how, relayedLost) => {
  const back = { ...came(23, fatima, 208, word(alumnus, "worker", 2)), ...how } as WitnessLine;
  expect(talked(changed(3, back)).figures).toMatchObject({ relayedLost });
});

test("words to which their case worker tapped “for nobody” are not lost, and to no other question", () => {
  const none = "td2:AAAAAAAAAAAAAAAAAAAAAA:203";
  const asked = { ...came(23, fatima, 208, word(alumnus, "worker", 2)), buttons: ["td2:x:203", none] };
  const tap = (chat: number, data: string): WitnessLine => ({
    what: "update",
    at: 24,
    id: 990,
    chat,
    tap: data,
  });
  const lostWith = (line: WitnessLine) =>
    talked([...changed(3, asked as WitnessLine), line]).figures.relayedLost;
  expect(lostWith(tap(fatima, none))).toBe(0);
  expect(lostWith(tap(karim, none))).toBe(1);
  expect(lostWith(tap(fatima, "td2:AAAAAAAAAAAAAAAAAAAAAA:199"))).toBe(1);
});

test("a talk that never came about counts as lost", () => {
  expect(talked([...life, ...talk.slice(0, 8)]).figures).toMatchObject({
    talks: 1,
    relayedLost: 1,
    ok: false,
  });
});

test.each<[string, WitnessLine]>([
  ["another young person's", came(30, sam, 306, word(alumnus, "worker", 1))],
  ["a colleague's who has nothing to do with it", came(30, fatima, 206, word(sam, "person", 1))],
  [
    "another young person's, by a change of a message",
    { ...came(30, sam, 307, word(alumnus, "person", 2)), method: "editMessageText" },
  ],
  [
    "a mailbox",
    {
      what: "mail",
      at: at(30),
      to: "karim@school.example",
      references: [],
      text: "x",
      canaries: [word(sam, "person", 1)],
    },
  ],
])("a message of a talk on a phone that is not meant is found: %s", (_, line) => {
  expect(talked([...life, ...talk, line]).figures).toMatchObject({ relayedWrong: 1, ok: false });
});

test("whoever took nothing of somebody is a stranger, whatever they tapped", () => {
  expect(talked([...life, ...talk], { events: [] }).figures).toMatchObject({ relayedWrong: 2, ok: false });
});

test("a side's messages come in the order in which they were written; a second copy of an early one is none", () => {
  const swapped = [...life, ...talk.slice(0, 6), talk[7], talk[6], ...talk.slice(8)] as WitnessLine[];
  expect(talked(swapped).figures).toMatchObject({ relayedOutOfOrder: 1, relayedLost: 0, ok: false });
  const killed: WitnessLine = { what: "kill", at: at(30), instance: 0 };
  const again = came(31, fatima, 207, word(alumnus, "person", 1));
  expect(talked([...life, ...talk, killed, again]).figures).toMatchObject({ relayedOutOfOrder: 0, ok: true });
});

test("an expired take that is said to its owner alone did not come back; whoever writes with the person has not forgotten it", () => {
  const toOwner = sent(36, fatima, 4, { buttons: [`e1:${short}:reached`] });
  const messages = [...rows().messages, { chat: fatima, message: 4, state: "sent", line: "chat", about: id }];
  const found = rows({ now: at(120), messages }, { state: "acknowledged", nextStepAt: at(130) });
  const forgotten = without(4, 5);
  expect(judge([...forgotten, toOwner], found)).toMatchObject({ alertsStuck: 1, ok: false });
  const offered = sent(36, fatima, 4);
  expect(judge([...forgotten, offered], found)).toMatchObject({ alertsStuck: 0, ok: true });
  const written = wrote(30, fatima, 200, word(alumnus, "worker", 1));
  const arrived = came(31, alumnus, 300, word(alumnus, "worker", 1));
  const answered = wrote(34, alumnus, 302, word(alumnus, "person", 1));
  const talking = [...forgotten, toOwner, written, arrived];
  expect(judge(talking, found)).toMatchObject({ alertsStuck: 1 });
  expect(judge([...talking, answered], found)).toMatchObject({ alertsStuck: 0 });
  const toSam = wrote(30, fatima, 200, word(sam, "worker", 1));
  expect(judge([...forgotten, toOwner, toSam], found)).toMatchObject({ alertsStuck: 1 });
  const ended = { escalationId: id, kind: "reached", caseWorkerId: "fatima", at: at(20) };
  expect(judge([...forgotten, toOwner], { ...found, events: [...found.events, ended] })).toMatchObject({
    alertsStuck: 0,
  });
});

test("what two took is nobody's, unless it was given back in between", () => {
  const took = (caseWorkerId: string, seconds: number) => ({
    ...{ escalationId: id, kind: "take", caseWorkerId, at: at(seconds) },
  });
  const events = [...rows().events, took("karim", 6)];
  expect(judge(life, rows({ now: at(60), events }))).toMatchObject({ alertsStuck: 1, ok: false });
  const expired = { escalationId: id, kind: "stepped", caseWorkerId: null, at: at(40) };
  const later = [...rows().events, expired, took("karim", 41), took("karim", 42)];
  expect(judge(life, rows({ now: at(60), events: later }))).toMatchObject({ alertsStuck: 0 });
});

test("an alert is offered to its own school", () => {
  const staff = rows().staff.map((one) => (one.id === "fatima" ? { ...one, school: "berk" } : one));
  expect(judge(life, rows({ staff }))).toMatchObject({ alertsStuck: 1, ok: false });
});

/** So many alerts, each with what happened to it. */
function many(count: number, severity: string, lines: (short: string, n: number) => readonly WitnessLine[]) {
  const ids = Array.from({ length: count }, (_, n) => `${String(n).padStart(8, "0")}${id.slice(8)}`);
  const shortOf = (one: string) => Buffer.from(one.replaceAll("-", ""), "hex").toString("base64url");
  const [row] = rows().escalations;
  if (!row) throw new Error("No row");
  const more = ids.map((one) => ({
    ...{ ...row, id: one, severity, state: "notified", ownerId: null, nextStepAt: at(210) },
    openedAt: at(190),
  }));
  const messages = [fatima, karim].flatMap((chat) =>
    ids.map((about, n) => ({ chat, message: 1_000 + n, state: "sent", line: "chat", about })),
  );
  return judge(
    [...life, ...ids.flatMap((one, n) => lines(shortOf(one), n))],
    rows({
      escalations: [row, ...more],
      messages: [...rows().messages, ...messages],
    }),
  );
}

test("a crisis is everybody's: when most ring one person alone the run is not in order", () => {
  const rung = (chat: number, one: string, n: number) =>
    sent(191, chat, 1_000 + n, { buttons: [`e1:${one}:take`], text: `${one}` });
  const alone = many(6, "crisis", (one, n) => [rung(fatima, one, n)]);
  expect(alone).toMatchObject({ alertsStuck: 1, ok: false });
  const both = many(6, "crisis", (one, n) => [rung(fatima, one, n), rung(karim, one, n)]);
  expect(both).toMatchObject({ alertsStuck: 0, ok: true });
});

test("what Telegram refuses goes on at once", () => {
  const goesOn = (seconds: number) =>
    many(6, "urgent", (one, n) => {
      const buttons = [`e1:${one}:take`];
      return [
        sent(150, fatima, 1_000 + n, { buttons, status: 403, done: false, text: one }),
        sent(150 + seconds, karim, 1_000 + n, { buttons, text: one }),
      ];
    });
  expect(goesOn(6)).toMatchObject({ alertsStuck: 0, ok: true });
  expect(goesOn(20)).toMatchObject({ alertsStuck: 1, ok: false });
});
