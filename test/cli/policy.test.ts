import { expect, test, vi } from "vitest";
import { organisation } from "../../src/db/schema/index.ts";
import { ourPolicies } from "../../src/escalation/policy.ts";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

const policiesNow = async () => (await machine.database.db.select().from(organisation))[0]?.policies;
const crisis = ourPolicies.crisis;

test("an organisation sets its own policy for a seriousness, sees all of them, and goes back to ours", async () => {
  await machine.run("organisation", "add", "De Linde");
  const own = { urgent: { ...ourPolicies.urgent, contactMinutes: 60 } };
  const set = await machine.run("policy", "set", machine.file(JSON.stringify(own)));
  expect(set).toMatchObject({ code: 0, out: "De Linde has its own policy for urgent from now on.\n" });
  const shown = await machine.run("policy", "show");
  expect(JSON.parse(shown.out)).toEqual({ ...ourPolicies, ...own });
  // What `show` prints is a file that `set` takes.
  expect(await machine.run("policy", "set", machine.file(shown.out))).toMatchObject({ code: 0 });
  for (const severity of ["attention", "urgent", "crisis"]) await machine.run("policy", "reset", severity);
  expect(await policiesNow()).toBeNull();
  expect(await machine.dump("access_log")).toContain("setPolicies");
});

test.each<[string, unknown, string]>([
  ["a seriousness that there is not", { mild: ourPolicies.urgent }, "mild"],
  ["no steps", { urgent: { ...ourPolicies.urgent, steps: [] } }, "urgent.steps"],
  [
    "a step to nobody we know",
    { urgent: { ...ourPolicies.urgent, steps: [{ to: ["boss"], by: ["telegram"], waitMinutes: 5 }] } },
    "urgent.steps.0.to.0",
  ],
  [
    "steps that tell nobody",
    { attention: { ...ourPolicies.attention, steps: [{ to: [], by: ["telegram"], waitMinutes: 5 }] } },
    "no step tells anybody",
  ],
  ["waiting no time", { urgent: { ...ourPolicies.urgent, restMinutes: 0 } }, "urgent.restMinutes"],
  ["waiting a year", { urgent: { ...ourPolicies.urgent, contactMinutes: 525_600 } }, "urgent.contactMinutes"],
  [
    "a crisis that waits on a list",
    { crisis: { ...crisis, steps: [{ to: [], by: ["telegram"], waitMinutes: 5 }, ...crisis.steps] } },
    "first step of a crisis tells nobody",
  ],
  ["a crisis in office hours", { crisis: { ...crisis, clock: "staffed" } }, "counts day and night"],
  ["a word too many", { urgent: { ...ourPolicies.urgent, closeAfterDays: 3 } }, "urgent"],
])("a file with %s is refused with its place, and nothing changes", async (_, content, reason) => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await machine.run("policy", "set", machine.file(JSON.stringify(content)));
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(ran.err).toContain("Nothing was changed.");
  expect(await policiesNow()).toBeNull();
});

test("a file that is none, or not JSON, is refused", async () => {
  await machine.run("organisation", "add", "De Linde");
  expect((await machine.run("policy", "set", "/nowhere/policy.json")).err).toContain("no file");
  expect((await machine.run("policy", "set", machine.file("{"))).err).toContain("is not JSON");
});
