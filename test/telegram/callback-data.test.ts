import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { questionSet } from "../../src/checkin/questions.ts";
import type { Action } from "../../src/delivery/action.ts";
import { decodeAction, encodeAction } from "../../src/telegram/callback-data.ts";

const id = "0198c2f4-7d3e-7a10-9b4f-0123456789ab";

/**
 * What has been sent to phones, one of each kind. A line here is never changed and never removed: buttons stay on phones
 * for years. A new shape is a new line.
 */
const sent: readonly [string, Action][] = [
  ["l1:nl", { do: "language", language: "nl" }],
  ["k1:AZjC9H0-ehCbTwEjRWeJqw", { do: "understood", linking: id }],
  ["o1:AZjC9H0-ehCbTwEjRWeJqw:notNow", { do: "offer", linking: id, answer: "notNow" }],
  ["p1:AZjC9H0-ehCbTwEjRWeJqw:shared", { do: "phone", linking: id, shared: "shared" }],
  ["f1:AZjC9H0-ehCbTwEjRWeJqw:cantGoOn", { do: "firstAnswer", linking: id, option: "cantGoOn" }],
  ["c1:AZjC9H0-ehCbTwEjRWeJqw:yes", { do: "confirmLink", linking: id, answer: "yes" }],
  ["lw1:all2", { do: "waiting", page: "all2" }],
  ["lm1:AZjC9H0-ehCbTwEjRWeJqw", { do: "person", alumnus: id }],
  ["lc1:AZjC9H0-ehCbTwEjRWeJqw", { do: "newCard", alumnus: id }],
  ["lu1:AZjC9H0-ehCbTwEjRWeJqw:wrongPerson", { do: "unlink", alumnus: id, reason: "wrongPerson" }],
  ["lz1:AZjC9H0-ehCbTwEjRWeJqw", { do: "undoUnlink", unlinking: id }],
  [
    "lo1:AZjC9H0-ehCbTwEjRWeJqw:inPerson:talkFirst",
    { do: "noteOffer", alumnus: id, how: "inPerson", answer: "talkFirst" },
  ],
  ["lt1:AZjC9H0-ehCbTwEjRWeJqw:letter", { do: "contactBy", alumnus: id, channel: "letter" }],
  ["lh1:AZjC9H0-ehCbTwEjRWeJqw:paper", { do: "parent", alumnus: id, how: "paper" }],
  ["lr1:AZjC9H0-ehCbTwEjRWeJqw:guardian", { do: "parentRelation", consent: id, relation: "guardian" }],
  ["li1:AZjC9H0-ehCbTwEjRWeJqw:same", { do: "whoIsIt", check: id, answer: "same" }],
  ["lj1:AZjC9H0-ehCbTwEjRWeJqw:no", { do: "confirmIdentity", check: id, answer: "no" }],
  ["ls1:notNow", { do: "ownConsent", answer: "notNow" }],
  ["lp1:shared", { do: "phoneOf", shared: "shared" }],
  ["s1:AZjC9H0-ehCbTwEjRWeJqw", { do: "startCheckIn", alumnus: id }],
  ["n1:2", { do: "chooseCheckIn", page: "2" }],
  ["b1:AZjC9H0-ehCbTwEjRWeJqw:notThisTime", { do: "open", checkIn: id, answer: "notThisTime" }],
  [
    "a1:AZjC9H0-ehCbTwEjRWeJqw:G1b:workSchool",
    { do: "answer", checkIn: id, question: "G1b", option: "workSchool" },
  ],
  ["x1:AZjC9H0-ehCbTwEjRWeJqw:SAFE0:human", { do: "extra", checkIn: id, question: "SAFE0", extra: "human" }],
  ["r1", { do: "resume" }],
  ["w1:AZjC9H0-ehCbTwEjRWeJqw", { do: "readWords", alumnus: id }],
  ["y1:3", { do: "today", page: "3" }],
  ["y2:AZjC9H0-ehCbTwEjRWeJqw:notReached", { do: "call", alumnus: id, step: "notReached" }],
  ["y3:AZjC9H0-ehCbTwEjRWeJqw:write", { do: "message", alumnus: id, step: "write" }],
  ["md1:eraseNow", { do: "myData", what: "eraseNow" }],
  ["v1:remove", { do: "mail", what: "remove" }],
  ["mc1:birthDate", { do: "correct", item: "birthDate" }],
  ["e1:AZjC9H0-ehCbTwEjRWeJqw:notReached", { do: "escalation", escalation: id, verb: "notReached" }],
  ["d1:AZjC9H0-ehCbTwEjRWeJqw:3:afternoon", { do: "hours", person: id, day: "3", to: "afternoon" }],
  ["d2:AZjC9H0-ehCbTwEjRWeJqw:tomorrow", { do: "away", person: id, days: "tomorrow" }],
  ["tc2:AZjC9H0-ehCbTwEjRWeJqw:ask:1", { do: "talkColleagues", talk: id, what: "ask", page: "1" }],
  [
    "d3:AZjC9H0-ehCbTwEjRWeJqw:261221_270103:2",
    { do: "awayPage", person: id, days: "261221_270103", page: "2" },
  ],
  [
    "d4:AZjC9H0-ehCbTwEjRWeJqw:261221_270103:AZjC9H0-ehCbTwEjRWeJqw",
    { do: "awayWith", person: id, days: "261221_270103", deputy: id },
  ],
  ["d5:AZjC9H0-ehCbTwEjRWeJqw:261221_270103", { do: "awayAlone", person: id, days: "261221_270103" }],
  ["d6:AZjC9H0-ehCbTwEjRWeJqw", { do: "back", absence: id }],
  ["d7:plan0", { do: "rota", what: "plan0" }],
  [
    "d8:AZjC9H0-ehCbTwEjRWeJqw:2611271700_2611300800",
    { do: "planShift", person: id, when: "2611271700_2611300800" },
  ],
  ["d9:AZjC9H0-ehCbTwEjRWeJqw:take", { do: "shift", shift: id, verb: "take" }],
  ["d10:261221_270103", { do: "closedDays", days: "261221_270103" }],
  ["d11:0", { do: "team", page: "0" }],
  ["d12:AZjC9H0-ehCbTwEjRWeJqw", { do: "colleague", person: id }],
  ["kh1:kingsDay:work", { do: "holiday", which: "kingsDay", to: "work" }],
  ["kt1:AZjC9H0-ehCbTwEjRWeJqw:after18", { do: "ownTime", alumnus: id, set: "after18" }],
  ["oa1:2", { do: "alumni", page: "2" }],
  ["ob1:AZjC9H0-ehCbTwEjRWeJqw", { do: "profile", alumnus: id }],
  ["oc1:AZjC9H0-ehCbTwEjRWeJqw:whatsapp", { do: "contact", alumnus: id, channel: "whatsapp" }],
  [
    "od1:AZjC9H0-ehCbTwEjRWeJqw:AZjC9H0-ehCbTwEjRWeJqw:whatsapp:other",
    { do: "contactMinutes", contact: id, alumnus: id, channel: "whatsapp", minutes: "other" },
  ],
  ["oe1:AZjC9H0-ehCbTwEjRWeJqw:themes", { do: "contactShow", contact: id, part: "themes" }],
  ["of1:AZjC9H0-ehCbTwEjRWeJqw:wellbeing", { do: "contactTheme", contact: id, theme: "wellbeing" }],
  ["og1:AZjC9H0-ehCbTwEjRWeJqw:visit", { do: "contactChannel", contact: id, channel: "visit" }],
  ["oh1:AZjC9H0-ehCbTwEjRWeJqw:30", { do: "contactLength", contact: id, minutes: "30" }],
  ["oi1:AZjC9H0-ehCbTwEjRWeJqw:otherLength", { do: "contactFix", contact: id, what: "otherLength" }],
  [
    "oj1:AZjC9H0-ehCbTwEjRWeJqw:waiting_sheltered_work",
    { do: "situation", alumnus: id, to: "waiting_sheltered_work" },
  ],
  ["ok1:AZjC9H0-ehCbTwEjRWeJqw", { do: "situationSince", alumnus: id }],
  ["ol1:AZjC9H0-ehCbTwEjRWeJqw:0", { do: "chooseCaseWorker", alumnus: id, page: "0" }],
  [
    "om1:AZjC9H0-ehCbTwEjRWeJqw:AZjC9H0-ehCbTwEjRWeJqw:ask",
    { do: "giveTo", alumnus: id, colleague: id, sure: "ask" },
  ],
  ["on1:AZjC9H0-ehCbTwEjRWeJqw", { do: "summary", alumnus: id }],
  ["op1:AZjC9H0-ehCbTwEjRWeJqw:202611", { do: "minutes", person: id, month: "202611" }],
  ["oq1:202611", { do: "teamMinutes", month: "202611" }],
  ["or1:0", { do: "workload", page: "0" }],
];

test.each(sent)("an old button stays readable: %s", (data, action) => {
  expect(decodeAction(data)).toEqual(action);
  expect(encodeAction(action)).toBe(data);
});

const uuid = fc.uuid();
const questions = questionSet.questions.map((one) => one.id);
const options = questionSet.questions.flatMap((one) =>
  one.options.map((option) => [one.id, option.id] as const),
);
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom("nl", "en", "ar").map((language): Action => ({ do: "language", language })),
  uuid.map((linking): Action => ({ do: "understood", linking })),
  fc
    .tuple(uuid, fc.constantFrom("yes", "notNow", "talkFirst"))
    .map(([linking, answer]): Action => ({ do: "offer", linking, answer })),
  fc
    .tuple(uuid, fc.constantFrom("own", "shared"))
    .map(([linking, shared]): Action => ({ do: "phone", linking, shared })),
  fc
    .tuple(uuid, fc.constantFrom(...options))
    .map(([linking, [, option]]): Action => ({ do: "firstAnswer", linking, option })),
  fc
    .tuple(uuid, fc.constantFrom("yes", "no"))
    .map(([linking, answer]): Action => ({ do: "confirmLink", linking, answer })),
  uuid.map((alumnus): Action => ({ do: "startCheckIn", alumnus })),
  uuid.map((alumnus): Action => ({ do: "person", alumnus })),
  uuid.map((alumnus): Action => ({ do: "newCard", alumnus })),
  uuid.map((unlinking): Action => ({ do: "undoUnlink", unlinking })),
  fc
    .tuple(
      uuid,
      fc.constantFrom("ask", "phone", "paper", "inPerson"),
      fc.constantFrom("ask", "yes", "notNow"),
    )
    .map(([alumnus, how, answer]): Action => ({ do: "noteOffer", alumnus, how, answer })),
  fc
    .tuple(uuid, fc.constantFrom("mother", "father", "guardian"))
    .map(([consent, relation]): Action => ({ do: "parentRelation", consent, relation })),
  fc
    .tuple(uuid, fc.constantFrom("same", "other"))
    .map(([check, answer]): Action => ({ do: "whoIsIt", check, answer })),
  fc.nat().map((page): Action => ({ do: "chooseCheckIn", page: String(page) })),
  fc
    .tuple(uuid, fc.constantFrom("yes", "later", "notThisTime"))
    .map(([checkIn, answer]): Action => ({ do: "open", checkIn, answer })),
  fc
    .tuple(uuid, fc.constantFrom(...options))
    .map(([checkIn, [question, option]]): Action => ({ do: "answer", checkIn, question, option })),
  fc
    .tuple(uuid, fc.constantFrom(...questions), fc.constantFrom("skip", "human", "done"))
    .map(([checkIn, question, extra]): Action => ({ do: "extra", checkIn, question, extra })),
  fc.constant<Action>({ do: "resume" }),
  fc
    .constantFrom(
      ...(["menu", "see", "export", "log", "seeShared", "exportShared", "logShared"] as const),
      ...(["correct", "erase", "eraseSure", "eraseNow", "keep"] as const),
    )
    .map((what): Action => ({ do: "myData", what })),
  fc
    .constantFrom("name", "birthDate", "contact", "situation", "caseWorker", "language", "other")
    .map((item): Action => ({ do: "correct", item })),
  uuid.map((alumnus): Action => ({ do: "readWords", alumnus })),
  fc
    .tuple(
      uuid,
      fc.constantFrom(
        "take",
        "view",
        "reveal",
        "reached",
        "notReached",
        "tonight",
        "tomorrow",
        "monday",
        "helped",
        "planned",
        "handedOver",
        "notNeeded",
        "undo",
        "noNote",
        "show",
      ),
    )
    .map(([escalation, verb]): Action => ({ do: "escalation", escalation, verb })),
);

describe("callback data", () => {
  it("comes back as what it was, in 64 bytes of ASCII", () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        const data = encodeAction(action);
        expect(decodeAction(data)).toEqual(action);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(data).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 500 },
    );
  });

  it("differs for every two actions that differ", () => {
    fc.assert(
      fc.property(anyAction, anyAction, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(encodeAction(one) === encodeAction(other)).toBe(isSame);
      }),
    );
  });

  it("throws for an action that does not fit, instead of sending half of it", () => {
    const option = "x".repeat(40);
    expect(() => encodeAction({ do: "answer", checkIn: id, question: "G1", option })).toThrow("64 bytes");
  });
});

const short = "AZjC9H0-ehCbTwEjRWeJqw";

describe("what we never made", () => {
  test.each([
    ["nothing", ""],
    ["a word", "hello"],
    ["another version", `a2:${short}:G1:good`],
    ["no version", `a:${short}:G1:good`],
    ["a code in capitals", `A1:${short}:G1:good`],
    ["a field too few", `a1:${short}:G1`],
    ["a field too many", `a1:${short}:G1:good:more`],
    ["a field for a kind that has none", "r1:"],
    ["an empty field", `a1:${short}:G1:`],
    ["an empty id", "s1:"],
    ["an id that is too short", "s1:AZjC9H0"],
    ["an id that is too long", `s1:${short}AAAA`],
    ["an id as it stands in the database", `s1:${id}`],
    ["a value with a space", "l1:n l"],
    ["a value with a stroke", "l1:../nl"],
    ["a value that is too long", `l1:${"n".repeat(25)}`],
    ["a name that every object has", "constructor:1"],
    ["an id with something strange in it", `s1:${short.slice(0, 10)}!?${short.slice(10)}`],
    ["an id with padding", `s1:${short}==`],
    ["an id in the other base64", `s1:${short.replace("-", "+")}`],
    ["an id that means the same, written otherwise", `s1:${short.slice(0, -1)}x`],
  ])("means nothing: %s", (_, data) => {
    expect(decodeAction(data)).toBeUndefined();
  });

  it("is not read, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 70 }), (data) => {
        const action = decodeAction(data);
        if (action) expect(encodeAction(action)).toBe(data);
      }),
      { numRuns: 500 },
    );
  });

  it("is not read when a character of what we made was changed", () => {
    const character = fc.constantFrom(..."aZ09:-_+/=.! é");
    fc.assert(
      fc.property(anyAction, fc.nat(), character, (made, where, put) => {
        const data = encodeAction(made);
        const index = where % (data.length + 1);
        const changed = data.slice(0, index) + put + data.slice(index + 1);
        const action = decodeAction(changed);
        if (action) expect(encodeAction(action)).toBe(changed);
      }),
      { numRuns: 500 },
    );
  });
});
