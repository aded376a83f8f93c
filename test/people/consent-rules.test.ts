import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { decideHold } from "../../src/people/decide-hold.ts";
import { consentWords, versionOf } from "../../src/people/link/consent-words.ts";
import {
  type Arrival,
  type Arriving,
  type CardFor,
  decideArrival,
  isUsedUp,
} from "../../src/people/link/decide-arrival.ts";
import { ageAt, isOldEnough } from "../../src/people/link/is-old-enough.ts";
import { isSilentAccount } from "../../src/people/link/is-silent-account.ts";
import { readStartPayload, startPayload } from "../../src/people/link/read-start-payload.ts";

describe("age", () => {
  const amsterdam = "Europe/Amsterdam";
  test.each([
    // Born 14 March 2010, sixteen on 14 March 2026: the school's calendar decides, not the machine's.
    ["2010-03-14", "2026-03-13T22:59:59Z", amsterdam, 15],
    ["2010-03-14", "2026-03-13T23:00:00Z", amsterdam, 16],
    ["2010-03-14", "2026-03-13T23:00:00Z", "America/Curacao", 15],
    ["2010-03-14", "2026-03-14T04:00:00Z", "America/Curacao", 16],
    // In summer the day begins at 22:00 UTC.
    ["2010-07-01", "2026-06-30T21:59:59Z", amsterdam, 15],
    ["2010-07-01", "2026-06-30T22:00:00Z", amsterdam, 16],
    // A leap day's child is a year older on 1 March of a common year.
    ["2008-02-29", "2025-02-28T12:00:00Z", amsterdam, 16],
    ["2008-02-29", "2025-03-01T12:00:00Z", amsterdam, 17],
    ["2008-02-29", "2024-02-29T12:00:00Z", amsterdam, 16],
  ])("born on %s is at %s in %s %i years old", (birthDate, instant, zone, age) => {
    expect(ageAt(birthDate, new Date(instant), zone)).toBe(age);
  });

  it("is enough from sixteen on", () => {
    expect([14, 15, 16, 17].map(isOldEnough)).toEqual([false, false, true, true]);
  });
});

describe("what a yes still waits for", () => {
  test.each([
    // age at own yes, age now, parent, why
    [17, 17, undefined, undefined],
    [16, 16, undefined, undefined],
    [16, 16, "no", undefined],
    [15, 15, undefined, "parent"],
    [15, 15, "no", "parentNo"],
    [15, 15, "yes", undefined],
    // A parent's yes does not lapse on the sixteenth birthday; a no or a silence does not bind any more.
    [15, 16, "yes", undefined],
    [15, 16, "no", "ownYes"],
    [15, 16, undefined, "ownYes"],
    // Records from before ages were written down go by the age now.
    [null, 17, undefined, undefined],
    [null, 15, undefined, "parent"],
  ] as const)("said at %s, now %i, parent %s: %s", (ageAtOwnYes, ageNow, parent, why) => {
    const facts = { ageAtOwnYes, ageNow, parent };
    expect(decideHold({ ...facts, lacksAgreement: false })).toBe(why);
    // An agreement that the school asks for comes after every yes.
    expect(decideHold({ ...facts, lacksAgreement: true })).toBe(why ?? "agreement");
  });
});

describe("a link in somebody's hands", () => {
  const card: CardFor = { alumnusId: "amina" };
  const staffLink: CardFor = { caseWorkerId: "fatima" };
  const unknown: Arriving = { kind: "unknown" };
  const amina: Arriving = { kind: "alumnus", id: "amina" };
  const daan: Arriving = { kind: "alumnus", id: "daan" };
  const staff: Arriving = { kind: "caseWorker" };
  test.each<[string, Arriving, CardFor, Arrival, boolean]>([
    ["a card, somebody new", unknown, card, "startLinking", true],
    ["a card, its own linked person", amina, card, "ownCard", true],
    ["a card, another linked person", daan, card, "cardOfOther", false],
    ["a card, a case worker", staff, card, "cardOnStaffPhone", false],
    ["a staff link, somebody new", unknown, staffLink, "joinStaff", true],
    ["a staff link, a case worker", staff, staffLink, "joinStaff", true],
    ["a staff link, an alumnus", daan, staffLink, "staffLinkOnAlumnusPhone", false],
  ])("%s", (_, who, link, arrival, used) => {
    expect(decideArrival(who, link)).toBe(arrival);
    expect(isUsedUp(arrival)).toBe(used);
  });
});

describe("the payload of a card", () => {
  const tokenChars = "ABCXYZabcxyz0189_-";
  const token = fc.string({ unit: fc.constantFrom(...tokenChars), minLength: 27, maxLength: 27 });

  it("carries token and language, in what Telegram allows, also for tokens full of hyphens", () => {
    fc.assert(
      fc.property(token, fc.constantFrom(...languages), (made, language) => {
        const payload = startPayload(made, language);
        expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(readStartPayload(payload)).toEqual({ token: made, language });
      }),
    );
  });

  it("is the token alone on older cards, whatever the token ends with", () => {
    fc.assert(
      fc.property(token, (made) => {
        expect(readStartPayload(made)).toEqual({ token: made });
      }),
    );
    expect(readStartPayload(`${"a".repeat(24)}-ar`)).toEqual({ token: `${"a".repeat(24)}-ar` });
  });

  test.each(["-xx", "-tlh"])("with a language that is not there (%s) is the token alone", (suffix) => {
    expect(readStartPayload(`${"a".repeat(27)}${suffix}`)).toEqual({ token: "a".repeat(27) });
  });

  test.each(["-", "-a", "-AR", "ar", "-ar-ar", "-ar!"])("with %s behind it is no token of ours", (suffix) => {
    expect(readStartPayload(`${"a".repeat(27)}${suffix}`).token).toBe(`${"a".repeat(27)}${suffix}`);
  });
});

test.each([
  ["2025-11-24T09:00:01Z", null, false],
  ["2025-11-24T08:59:59Z", null, true],
  ["2026-11-24T08:59:00Z", "2025-06-01T00:00:00Z", true],
])("an account last seen at %s, silent since %s: %s", (lastSeen, since, isSilent) => {
  const silentSince = since === null ? null : new Date(since);
  const now = new Date("2026-11-24T09:00:00Z");
  expect(isSilentAccount({ lastSeenAt: new Date(lastSeen), silentSince }, now)).toBe(isSilent);
});

describe("the words of a consent", () => {
  const kinds = ["telegram", "guidance", "parentTelegram", "parentGuidance", "sixteen"] as const;
  it("have a version of their own in each language, which says which", () => {
    const versions = languages.flatMap((language) => kinds.map((kind) => versionOf(language, kind)));
    expect(new Set(versions).size).toBe(versions.length);
    for (const language of languages)
      for (const kind of kinds)
        expect(versionOf(language, kind)).toMatch(new RegExp(`^${kind}-${language}-[A-Za-z0-9_-]{22}$`));
  });

  it("hold the offer and its answers, and no name of anybody", () => {
    for (const language of languages) {
      expect(consentWords(language, "telegram")).toHaveLength(5);
      expect(consentWords(language, "telegram").join()).toContain("{{school}}");
      for (const kind of kinds) for (const text of consentWords(language, kind)) expect(text).not.toBe("");
    }
  });
});
