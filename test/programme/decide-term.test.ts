import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { decideOffer, type Participation } from "../../src/programme/decide-offer.ts";
import { decidePhase, decideTerm, decideTermOf, isTermOver } from "../../src/programme/decide-term.ts";

describe("LAW-09: the term", () => {
  test.each<[string, string, number | undefined, string, string]>([
    ["24 months by default", "2026-07-17", undefined, "2028-07-17", "2027-07-17"],
    ["12 months", "2026-07-17", 12, "2027-07-17", "2027-07-17"],
    ["36 months", "2026-07-17", 36, "2029-07-17", "2027-07-17"],
    ["from 29 February", "2028-02-29", 24, "2030-02-28", "2029-02-28"],
    ["from 29 February to 29 February, four years on", "2028-02-29", 48, "2032-02-29", "2029-02-28"],
    ["from 28 February in the year before", "2027-02-28", 12, "2028-02-28", "2028-02-28"],
    ["from New Year's Eve", "2026-12-31", 14, "2028-02-29", "2027-12-31"],
  ])("%s", (_, exitDay, months, endsOn, reOfferOn) => {
    expect(decideTerm(exitDay, months)).toMatchObject({
      startsOn: exitDay,
      endsOn,
      reOfferOn,
      atEnd: "closes",
    });
  });

  test.each<[string, number, boolean, string | null, string, boolean]>([
    ["the last day is not over", 24, true, null, "2028-07-17", false],
    ["the day after is", 24, true, null, "2028-07-18", true],
    ["a programme of a year, for whom the Act orders nothing", 12, false, null, "2027-07-18", true],
    [
      "LAW-11 and for whoever takes no part: the second offer is to be answered",
      12,
      true,
      null,
      "2027-07-18",
      false,
    ],
    ["who has taken part all along ends with it", 12, true, "2026-09-01", "2027-07-18", true],
    ["who said yes to the second offer does not", 12, true, "2027-07-17", "2027-07-18", false],
  ])("by another exit day: %s", (_, months, statutory, takesPartSince, today, isOver) => {
    expect(isTermOver(decideTerm("2026-07-17", months), statutory, takesPartSince, today)).toBe(isOver);
  });

  it("ends as the programme says", () => {
    expect(decideTerm("2026-07-17", 24, "keepsDoorOpen").atEnd).toBe("keepsDoorOpen");
  });

  test.each([
    ["2026-07-17", "final_year"],
    ["2026-07-18", "year_1"],
    ["2027-07-17", "year_1"],
    ["2027-07-18", "year_2"],
    ["2028-07-17", "year_2"],
    ["2028-07-18", "later"],
    ["2029-07-18", "after_term"],
  ])("%s is in %s of a term of three years", (today, phase) => {
    expect(decidePhase(decideTerm("2026-07-17", 36), today)).toBe(phase);
  });
});

describe("a programme of one year", () => {
  const place = { startsOn: "2026-07-17", endsOn: "2027-07-17" };
  it.each<[string, boolean, string | null, string]>([
    ["takes part from the start", true, "2026-08-01", "2027-07-17"],
    ["says yes to the second offer", true, "2027-07-20", "2028-07-17"],
    ["says yes on its last day", true, "2027-07-17", "2028-07-17"],
    ["does not take part (any more)", true, null, "2028-07-17"],
    ["does not take part, and the Act orders nothing", false, null, "2027-07-17"],
    ["says yes late, and the Act orders nothing", false, "2027-07-20", "2027-07-17"],
  ])("who %s", (_who, statutory, joinedOn, endsOn) => {
    expect(decideTermOf(place, statutory, joinedOn)).toMatchObject({ endsOn, reOfferOn: "2027-07-17" });
  });
  it("a longer one stays as long", () => {
    const long = { startsOn: "2026-07-17", endsOn: "2029-07-17" };
    expect(decideTermOf(long, true, "2027-09-01").endsOn).toBe("2029-07-17");
  });
});

const term = decideTerm("2026-07-17");
const nobody: Participation = {
  offeredOn: null,
  reOfferedOn: null,
  takesPartSince: null,
  stoppedOn: null,
  canBeWrittenTo: true,
};
const offered = { ...nobody, offeredOn: "2026-05-01" };
const takingPart = { ...offered, takesPartSince: "2026-05-02" };
const due = (today: string, person: Participation, statutory = true) => {
  const offer = decideOffer(term, 10, today, statutory, person);
  return offer && `${offer.kind} from ${offer.from} by ${offer.dueOn}, ${offer.by}`;
};
const offer = "offer from 2025-09-17 by 2026-07-17";
const reOffer = "reOffer from 2027-07-17 by 2027-07-17";

describe("LAW-08: the offer", () => {
  test.each<[string, string, Participation, string | null]>([
    ["before the exit", "2026-03-01", nobody, `${offer}, bot`],
    [
      "by a human to who never opened the bot",
      "2026-03-01",
      { ...nobody, canBeWrittenTo: false },
      `${offer}, human`,
    ],
    ["late, but still, after the exit", "2026-12-01", nobody, `${offer}, bot`],
    ["not again once it was made: then the second comes next", "2026-06-01", offered, `${reOffer}, bot`],
    ["not to who said yes before anybody offered", "2026-06-01", { ...takingPart, offeredOn: null }, null],
    ["not beside the second, a year on", "2027-07-17", nobody, `${reOffer}, bot`],
  ])("%s", (_, today, person, expected) => {
    expect(due(today, person)).toBe(expected);
  });
});

describe("LAW-11: the second offer", () => {
  test.each<[string, string, Participation, string | null]>([
    ["to who said no or never answered", "2027-07-17", offered, `${reOffer}, bot`],
    [
      "by a human to who never opened the bot",
      "2027-07-17",
      { ...offered, canBeWrittenTo: false },
      `${reOffer}, human`,
    ],
    [
      "to who stopped before month twelve",
      "2027-07-17",
      { ...takingPart, stoppedOn: "2027-07-16" },
      `${reOffer}, bot`,
    ],
    [
      "is in sight from the stop on",
      "2026-11-01",
      { ...takingPart, stoppedOn: "2026-10-01" },
      `${reOffer}, bot`,
    ],
    ["not to who takes part", "2027-07-17", takingPart, null],
    ["not to who stops on that day", "2027-07-17", { ...takingPart, stoppedOn: "2027-07-17" }, null],
    ["not to who stops later", "2027-12-01", { ...takingPart, stoppedOn: "2027-11-01" }, null],
    ["once", "2027-09-01", { ...offered, reOfferedOn: "2027-07-17" }, null],
    [
      "once, also when somebody said yes to it and stopped",
      "2027-12-01",
      { ...offered, reOfferedOn: "2027-07-17", takesPartSince: "2027-08-01", stoppedOn: "2027-09-01" },
      null,
    ],
    [
      "not to who said yes themselves on the day before",
      "2027-07-17",
      { ...offered, takesPartSince: "2027-07-16" },
      null,
    ],
    [
      "not to who said yes after it and stopped",
      "2028-01-01",
      { ...offered, takesPartSince: "2027-08-01", stoppedOn: "2027-09-01" },
      null,
    ],
    ["late to who was entered late", "2028-03-01", nobody, `${reOffer}, bot`],
    ["on the last day of the two years", "2028-07-17", offered, `${reOffer}, bot`],
    ["no more after the two years", "2028-07-18", offered, null],
  ])("%s", (_, today, person, expected) => {
    expect(due(today, person)).toBe(expected);
  });

  it("LAW-07, 2.2: the Act orders none in aftercare and for ISK", () => {
    for (const today of ["2026-03-01", "2027-07-17"]) expect(due(today, nobody, false)).toBeNull();
  });

  it("whoever follows it day by day makes one to everybody not taking part, and none to others", () => {
    const day = fc.integer({ min: 1, max: 800 });
    fc.assert(
      fc.property(day, fc.option(day), fc.option(day), (outage, yes, stay) => {
        const exit = Temporal.PlainDate.from("2026-07-17");
        const at = (days: number) => exit.add({ days }).toString();
        const takesPartSince = yes === null ? null : at(yes);
        const stoppedOn = yes === null || stay === null ? null : at(yes + stay);
        let reOfferedOn: string | null = null;
        for (let days = 1; days <= 900; days += 1) {
          const known = {
            ...offered,
            reOfferedOn,
            takesPartSince: takesPartSince && takesPartSince <= at(days) ? takesPartSince : null,
            stoppedOn: stoppedOn && stoppedOn <= at(days) ? stoppedOn : null,
          };
          const next = decideOffer(term, 10, at(days), true, known);
          const isDown = days >= 360 && days < 360 + Math.min(outage, 20);
          if (next && next.dueOn <= at(days) && !isDown) {
            expect(next.kind).toBe("reOffer");
            expect(reOfferedOn).toBeNull();
            reOfferedOn = at(days);
          }
        }
        const takesPartThen =
          takesPartSince !== null &&
          takesPartSince <= term.reOfferOn &&
          (!stoppedOn || stoppedOn >= term.reOfferOn);
        // A yes while the bot was down on that day makes the second offer needless.
        const downUntil = at(360 + Math.min(outage, 20));
        const saidYesMeanwhile =
          takesPartSince !== null && takesPartSince >= term.reOfferOn && takesPartSince <= downUntil;
        if (!saidYesMeanwhile) expect(reOfferedOn !== null).toBe(!takesPartThen);
      }),
    );
  });
});
