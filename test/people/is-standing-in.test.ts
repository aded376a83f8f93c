import { expect, test } from "vitest";
import type { Member } from "../../src/people/duty/duty.ts";
import { isStandingIn } from "../../src/people/duty/is-standing-in.ts";

const member = (id: string, more: Partial<Member> = {}): Member => ({
  ...{ id, role: "caseWorker", isOnDuty: true, isOnCall: false, isAway: false, deputyId: null },
  channels: ["telegram"],
  ...more,
});

/** Fatima, whom it is about; joris, a colleague; carla, who runs the school. */
function standIns(fatima: Partial<Member>, joris: Partial<Member> = {}): string {
  const members = [
    member("fatima", fatima),
    member("joris", joris),
    member("carla", { role: "coordinator" }),
    member("olga", { role: "attentionOfficer" }),
  ];
  return members.flatMap(({ id }) => (isStandingIn(members, "fatima", id) ? id : [])).join(" ");
}

const away = { isOnDuty: false, isAway: true } as const;

test.each<[string, Partial<Member>, Partial<Member>, string]>([
  ["nobody for who is there", {}, {}, ""],
  ["nobody for who is only not at work now", { isOnDuty: false }, {}, ""],
  ["the deputy", { ...away, deputyId: "joris" }, {}, "joris"],
  ["the coordinator, where there is no deputy", away, {}, "carla"],
  [
    "the coordinator beside a deputy whose chat is gone",
    { ...away, deputyId: "joris" },
    { channels: [] },
    "joris carla",
  ],
  [
    "the coordinator beside a deputy who is reached by mail alone: nothing can be tapped there",
    { ...away, deputyId: "joris" },
    { channels: ["email"] },
    "joris carla",
  ],
])("for somebody away stands in: %s", (_, fatima, joris, expected) => {
  expect(standIns(fatima, joris)).toBe(expected);
});

test("nobody stands in for nobody, or for somebody who is not of the staff", () => {
  const members = [member("carla", { role: "coordinator" })];
  expect(isStandingIn(members, null, "carla")).toBe(false);
  expect(isStandingIn(members, "gone", "carla")).toBe(false);
});

test("a coordinator who is away does not stand in for herself", () => {
  const members = [member("carla", { ...away, role: "coordinator" })];
  expect(isStandingIn(members, "carla", "carla")).toBe(false);
});
