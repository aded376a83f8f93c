import { expect, test, vi } from "vitest";
import { organisation } from "../../src/db/schema/index.ts";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();
const stored = async () => (await machine.database.db.select().from(organisation))[0]?.appointments;

test("how appointments are made is shown and set; what is left out stays", async () => {
  await machine.run("organisation", "add", "De Linde");
  expect((await machine.run("appointments")).out).toBe(
    "De Linde: 30 minutes by phone, 45 in person, at least 24 hours before; the robot offers times for planned talks.\n",
  );
  expect(await stored()).toBeNull();
  expect(await machine.run("appointments", "--phone", "20")).toMatchObject({ code: 0 });
  const ran = await machine.run("appointments", "--notice", "48", "--robot", "no");
  expect(ran.out).toContain(
    "20 minutes by phone, 45 in person, at least 48 hours before; humans offer times",
  );
  expect(await stored()).toEqual({ phoneMinutes: 20, noticeHours: 48, robotOffers: false });
});

test.each([
  [["--phone", "0"], "whole minutes from 5 to 240"],
  [["--physical", "lang"], "whole minutes from 5 to 240"],
  [["--notice", "0.5"], "whole hours from 1 to 336"],
  [["--robot", "misschien"], "yes or no"],
])("%j is refused and nothing is changed", async (argv, reason) => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await machine.run("appointments", ...argv);
  expect(ran.code).not.toBe(0);
  expect(ran.err).toContain(reason);
  expect(await stored()).toBeNull();
});
