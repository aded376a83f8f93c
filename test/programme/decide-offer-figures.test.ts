import { expect, it } from "vitest";
import {
  decideOfferFigures,
  type MadeOffer,
  type OfferedPerson,
} from "../../src/programme/decide-offer-figures.ts";
import { decideTerm } from "../../src/programme/decide-term.ts";

const first: MadeOffer = {
  ...{ kind: "first", madeOn: "2026-06-20", by: "robot", delivery: "sent", answer: "yes" },
};
const again: MadeOffer = {
  ...{ kind: "reoffer", madeOn: "2027-07-12", by: "robot", delivery: "sent", answer: null },
};
const person = (
  offers: readonly MadeOffer[],
  more: Partial<OfferedPerson["participation"]> = {},
): OfferedPerson => ({
  term: decideTerm("2026-07-10"),
  opens: 10,
  statutory: true,
  offers,
  participation: {
    offeredOn: offers[0]?.madeOn ?? null,
    reOfferedOn: offers.find(({ kind }) => kind === "reoffer")?.madeOn ?? null,
    ...{ takesPartSince: null, stoppedOn: null, canBeWrittenTo: true },
    ...more,
  },
});

it("counts each person once, by the newest answer, and says what is still due", () => {
  const people = [
    person([first], { takesPartSince: "2026-06-20" }),
    // Said not now first and yes later, on paper after the exit.
    person(
      [
        { ...first, answer: "notNow" },
        { ...first, kind: "later", madeOn: "2026-09-01", by: "human", delivery: null, answer: "yes" },
      ],
      { takesPartSince: "2026-09-01" },
    ),
    // Nothing arrived, and nobody asked again: due.
    person([{ ...first, delivery: "failed", answer: null }]),
    // Never offered anything before; a human asked a year later.
    person([{ ...again, by: "human", delivery: null, answer: "notNow" }]),
    // Asked again, and it did not arrive.
    person([
      { ...first, answer: "notNow" },
      { ...again, delivery: "failed" },
    ]),
  ];
  expect(decideOfferFigures(people, "2027-08-01")).toEqual({
    ...{ people: 5, statutory: 5, offered: 4, offeredBeforeExit: 4, delivered: 3 },
    ...{ yes: 2, notNow: 1, talkFirst: 0, noAnswer: 1 },
    ...{ reoffersDue: 1, reoffersMade: 2, reoffersByHuman: 1, reoffersDelivered: 1 },
  });
});
