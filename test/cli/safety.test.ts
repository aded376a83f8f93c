import { expect, test, vi } from "vitest";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Carla Mol", "--role", "coordinator");
}

test("shows a proposal that counts for nothing until somebody of the staff has checked it", async () => {
  await aSchool();
  const shown = await machine.run("safety", "show");
  expect(shown).toMatchObject({ code: 0, err: "" });
  expect(shown.out).toContain("never: these numbers are a proposal");
  expect(shown.out).toContain("0800-2000");
  expect(await machine.count("safety_sheet")).toBe(0);
});

test("writes down who checked the numbers, and until when that counts", async () => {
  await aSchool();
  const signed = await machine.run("safety", "sign", "--checked-by", "carla mol", "--on-call", "rota");
  expect(signed).toMatchObject({ code: 0, err: "" });
  expect(signed.out).toContain("2026-11-22 by Carla Mol, valid until 2027-11-22");
  expect(signed.out).toContain("yes, by the rota");
  expect(await machine.count("safety_sheet")).toBe(1);
});

test("takes other numbers from a file, and keeps them at the next signature", async () => {
  await aSchool();
  const numbers = [
    { kind: "emergency", number: "112" },
    { kind: "suicide", number: "113" },
    { kind: "own", name: "Zorgteam", number: "013 123 45 67", hours: "09:00-17:00" },
  ];
  await machine.run(
    "safety",
    "sign",
    "--checked-by",
    "Carla Mol",
    "--numbers",
    machine.file(JSON.stringify(numbers)),
  );
  const again = await machine.run("safety", "sign", "--checked-by", "Carla Mol");
  expect(again.out).toMatch(/Zorgteam +013 123 45 67 \(09:00–17:00\)/);
  expect(await machine.count("safety_sheet")).toBe(2);
});

test.each([
  ["somebody who is not on the staff", ["--checked-by", "Piet"], /nobody of this name/],
  ["nobody", [], /--checked-by/],
  ["on call by something else", ["--checked-by", "Carla Mol", "--on-call", "yes"], /rota, none/],
])("refuses %s and signs nothing", async (_, argv, reason) => {
  await aSchool();
  const ran = await machine.run("safety", "sign", ...argv);
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(reason);
  expect(await machine.count("safety_sheet")).toBe(0);
});

test.each([
  ["no JSON", "112, 113", /not JSON/],
  ["a number that is none", '[{"kind":"emergency","number":"help"}]', /not right at 0/],
  ["a kind that is none", '[{"kind":"police","number":"112"}]', /not right at 0\.kind/],
  ["no number for thoughts of suicide", '[{"kind":"emergency","number":"112"}]', /suicide \(113\)/],
  ["an own number without a name", '[{"kind":"own","number":"112"}]', /not right at 0/],
])("refuses a file with %s and signs nothing", async (_, content, reason) => {
  await aSchool();
  const ran = await machine.run(
    "safety",
    "sign",
    "--checked-by",
    "Carla Mol",
    "--numbers",
    machine.file(content),
  );
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(reason);
  expect(await machine.count("safety_sheet")).toBe(0);
});
