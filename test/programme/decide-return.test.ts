import { expect, test } from "vitest";
import type { Participation } from "../../src/programme/decide-offer.ts";
import { comesBack } from "../../src/programme/decide-return.ts";
import { decideTermOf } from "../../src/programme/decide-term.ts";

/** Left on 17 July 2026; the programme of one year is over. */
const place = { startsOn: "2026-07-17", endsOn: "2027-07-17" };
const nobody: Participation = {
  ...{ offeredOn: "2026-06-01", reOfferedOn: null, takesPartSince: null, stoppedOn: null },
  canBeWrittenTo: true,
};

test.each<
  [
    string,
    { today?: string; statutory?: boolean; joined?: string; wasOrdered?: boolean } & Partial<Participation>,
    boolean,
  ]
>([
  ["said no, was at the mbo in month twelve, is not any more", {}, true],
  ["stopped before month twelve", { takesPartSince: "2026-08-01", stoppedOn: "2026-12-01" }, true],
  ["is at the mbo still", { statutory: false }, false],
  ["dropped out on the last day of the two years", { today: "2028-07-17" }, true],
  ["dropped out after the two years", { today: "2028-07-18" }, false],
  ["had the second offer", { reOfferedOn: "2027-07-20" }, false],
  ["had it, and says yes later", { reOfferedOn: "2027-07-20", joined: "2027-09-20" }, true],
  ["says yes while at the mbo", { joined: "2027-08-01", statutory: false }, false],
  ["said yes then, and the study falls through", { joined: "2027-08-01" }, true],
  ["took part until the programme was over", { joined: "2026-08-01" }, false],
  ["was a direct leaver when it ended, and has no phone any more", { wasOrdered: true }, false],
  ["took part until then, and stops now", { takesPartSince: "2026-08-01", stoppedOn: "2027-09-20" }, false],
])(
  "who %s",
  (_who, { today = "2027-09-20", statutory = true, joined, wasOrdered = false, ...more }, expected) => {
    const participation = { ...nobody, ...(joined ? { takesPartSince: joined } : {}), ...more };
    const term = decideTermOf(place, statutory, joined ?? null);
    expect(comesBack({ statutory, term, opens: 3, participation }, wasOrdered, today)).toBe(expected);
  },
);
