import { describe, expect, it } from "vitest";
import { questionSet } from "../../src/checkin/questions.ts";
import { checkedTexts, mustBeChecked } from "../../src/i18n/checked-texts.ts";
import { checkedText, withDutchBeneath } from "../../src/i18n/dutch-beneath.ts";
import { dutchTexts } from "../../src/i18n/find-standings.ts";
import { isStaffText } from "../../src/i18n/staff-texts.ts";
import { type Forms, hashOf, noteTexts, type Status, standingOf } from "../../src/i18n/text-status.ts";
import { loadTexts } from "../../src/i18n/texts.ts";

const dutch: Forms = [["", "Stoppen kan altijd."]];
const turkish: Forms = [["", "Her zaman bırakabilirsin."]];
const reviewed: Status = {
  ...{ dutch: hashOf(dutch), text: hashOf(turkish), stage: "reviewed" },
  ...{ by: "Elif Yılmaz", at: "2026-11-20" },
};

describe("a translation", () => {
  it.each<[standing: string, status: Status | undefined, from: Forms, text: Forms | undefined]>([
    ["reviewed", reviewed, dutch, turkish],
    ["stale", reviewed, [["", "Stoppen kan altijd, ook nu."]], turkish],
    ["unnoted", reviewed, dutch, [["", "Bırakabilirsin."]]],
    ["unnoted", undefined, dutch, turkish],
    ["missing", undefined, dutch, undefined],
  ])("is %s by what is noted of it and of its Dutch", (standing, status, from, text) => {
    expect(standingOf(status, from, text)).toBe(standing);
  });

  it("that was changed is a new one, made from today's Dutch; one that is stale stays so", () => {
    const today: Forms = [["", "Stoppen kan altijd, ook nu."]];
    const noted = noteTexts(
      { a: reviewed, b: reviewed, gone: reviewed },
      new Map([
        ["a", today],
        ["b", today],
        ["c", dutch],
      ]),
      new Map([
        ["a", turkish],
        ["b", [["", "Şimdi de bırakabilirsin."]] as Forms],
      ]),
      "draft",
    );
    expect(noted.a).toEqual(reviewed);
    expect(noted.b).toEqual({
      ...{ dutch: hashOf(today), text: hashOf([["", "Şimdi de bırakabilirsin."]]), stage: "draft" },
    });
    expect(Object.keys(noted)).toEqual(["a", "b"]);
  });
});

describe("what must be checked", () => {
  it("are texts that a person can read, each in one kind", () => {
    const all = [...dutchTexts.keys()].filter(mustBeChecked);
    expect(all.filter(isStaffText)).toEqual([]);
    expect(all.length).toBeGreaterThan(60);
    expect(Object.keys(checkedTexts)).toEqual(["safety", "consent", "stop", "saidByHumans", "money"]);
  });

  it("holds every question about money, offices and safety, but whether somebody filled it in alone", () => {
    const grave = questionSet.questions.filter(({ theme }) => /^(money|agencies|safety)$/.test(theme));
    const unchecked = grave.filter(({ id }) => !mustBeChecked(`checkin:question.${id}.prompt`));
    // S5 and A4: who helps. G9: who filled it in.
    expect(unchecked.map(({ id }) => id)).toEqual(["G9", "S5", "A4"]);
  });

  it("is shown with the whole message in Dutch beneath, after a line that nobody has checked it", async () => {
    const texts = await loadTexts();
    const write = (one: typeof texts, language: "tr" | "en" | "nl") =>
      `${one(language)("people:link.okay")} ${one(language)("people:stop.done")}`;
    const said = await withDutchBeneath(
      texts,
      "en",
      (one, language) => write(one, language as "en"),
      () => false,
    );
    expect(said).toBe(
      [write(texts, "en"), "", texts("en")("delivery:unchecked"), write(texts, "nl")].join("\n"),
    );
    const alone = await withDutchBeneath(
      texts,
      "en",
      (one, language) => write(one, language as "en"),
      () => true,
    );
    expect(alone).toBe(write(texts, "en"));
  });

  it("leaves other texts, and Dutch, as they are", async () => {
    const texts = await loadTexts();
    const never = () => false;
    const okay = await withDutchBeneath(
      texts,
      "en",
      (one, language) => one(language)("people:link.okay"),
      never,
    );
    expect(okay).toBe(texts("en")("people:link.okay"));
    expect(checkedText(texts, "nl", "people:stop.done")).toBe(texts("nl")("people:stop.done"));
    expect(checkedText(texts, "en", "people:link.okay")).toBe(texts("en")("people:link.okay"));
    expect(checkedText(texts, "en", "people:stop.done")).toContain(texts("nl")("people:stop.done"));
  });
});
