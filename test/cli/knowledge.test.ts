import { readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { aMachine } from "./rig.ts";

const machine = aMachine();

async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
  for (const name of ["Fatima de Vries", "Bart Jansen"]) await machine.run("staff", "add", name);
}
const lineOf = async (id: string) => {
  const { out } = await machine.run("knowledge", "list");
  return out.split("\n").find((line) => line.startsWith(`${id} `)) ?? "";
};

test("an item that waits is confirmed by one and approved by another, who was appointed", async () => {
  await aSchool();
  expect(await lineOf("alb-09")).toContain("waits for");
  expect(await machine.run("knowledge", "confirm", "alb-09", "--by", "Fatima de Vries")).toMatchObject({
    code: 0,
  });
  expect(await lineOf("alb-09")).toContain("waits for");
  const unappointed = await machine.run("knowledge", "approve", "--by", "Bart Jansen");
  expect(unappointed.err).toContain("appointed");
  for (const name of ["Fatima de Vries", "Bart Jansen"])
    await machine.run("knowledge", "approvers", "--add", name);
  const alone = await machine.run("knowledge", "approve", "--by", "Fatima de Vries");
  expect(alone).toMatchObject({ code: 1 });
  expect(alone.err).toContain("second person");
  expect(await machine.run("knowledge", "approve", "alb-09", "--by", "Bart Jansen")).toMatchObject({
    ...{ code: 0, out: "1 approved.\n" },
  });
  expect(await lineOf("alb-09")).toContain("shown");
  expect((await machine.run("knowledge", "confirm", "xyz-1", "--by", "Fatima de Vries")).err).toContain(
    "no item xyz-1",
  );
});

test("an own answer goes out into a file, comes back changed, and counts after a second look; a faulty file changes nothing", async () => {
  await aSchool();
  await machine.run("knowledge", "approvers", "--add", "Bart Jansen");
  const out = machine.file("").replace(/$/, ".json");
  expect(await machine.run("knowledge", "export", "wrk-10", "--out", out)).toMatchObject({ code: 0 });
  const content = JSON.parse(readFileSync(out, "utf8"));
  rmSync(out);
  content["wrk-10"].texts = { nl: { answer: "Bij De Linde vraag je het aan de balie.", phrasings: [] } };
  content["own-lift"] = {
    ...{ topic: "who-can-help", source: "De Linde", checked: "2026-11-20" },
    texts: { nl: { question: "Is er een lift?", answer: "Ja, naast de kantine." } },
  };
  const faulty = machine.file(JSON.stringify({ ...content, "own-x": { texts: {} } }));
  const refused = await machine.run("knowledge", "import", faulty, "--by", "Fatima de Vries");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain("own-x.");
  expect((await machine.run("knowledge", "proposed")).out).toBe("Nothing waits.\n");
  const file = machine.file(JSON.stringify(content));
  expect(await machine.run("knowledge", "import", file, "--by", "Fatima de Vries")).toMatchObject({
    code: 0,
  });
  expect((await machine.run("knowledge", "proposed")).out).toContain("Fatima de Vries");
  await machine.run("knowledge", "refuse", "own-lift", "--by", "Bart Jansen");
  await machine.run("knowledge", "approve", "--by", "Bart Jansen");
  expect(await lineOf("wrk-10")).toContain("own answer");
  expect((await machine.run("knowledge", "list")).out).not.toContain("own-lift");
});

test("an own item needs no yes: confirming it is refused, withdrawing it takes it away, and what is not there can be neither", async () => {
  await aSchool();
  await machine.run("knowledge", "approvers", "--add", "Bart Jansen");
  const propose = (what: string, id: string) => machine.run("knowledge", what, id, "--by", "Fatima de Vries");
  for (const what of ["confirm", "withdraw"])
    expect((await propose(what, "own-lift")).err).toContain("no item own-lift");
  const lift = {
    ...{ topic: "who-can-help", source: "De Linde", checked: "2026-11-20" },
    texts: { nl: { question: "Is er een lift?", answer: "Ja, naast de kantine." } },
  };
  await machine.run(
    ...["knowledge", "import", machine.file(JSON.stringify({ "own-lift": lift })), "--by", "Fatima de Vries"],
  );
  await machine.run("knowledge", "approve", "--by", "Bart Jansen");
  expect(await lineOf("own-lift")).toContain("own answer");
  const confirmed = await propose("confirm", "own-lift");
  expect(confirmed).toMatchObject({ code: 1 });
  expect(confirmed.err).toContain("own-lift is an own item");
  expect((await machine.run("knowledge", "proposed")).out).toBe("Nothing waits.\n");
  expect(await lineOf("own-lift")).toContain("own answer");
  expect(await propose("withdraw", "own-lift")).toMatchObject({ code: 0 });
  await machine.run("knowledge", "approve", "--by", "Bart Jansen");
  expect(await lineOf("own-lift")).not.toContain("own answer");
});

test("the link carries the language, the poster its code; both go on working, and the answerer is one of the staff", async () => {
  await aSchool();
  const link = (await machine.run("questions", "link", "--language", "ti")).out.trim();
  expect(link).toMatch(/^https:\/\/t\.me\/\w+\?start=ask-[a-z0-9]{8}-ti$/);
  expect((await machine.run("questions", "link", "--language", "ti")).out.trim()).toBe(link);
  const out = `${machine.file("")}.html`;
  expect(await machine.run("questions", "poster", "--language", "ti", "--out", out)).toMatchObject({
    code: 0,
  });
  const page = readFileSync(out, "utf8");
  expect(page).toContain('lang="ti"');
  expect(page).toContain(link);
  expect((await machine.run("questions", "poster", "--language", "ti", "--out", out)).err).toContain(
    "there already",
  );
  const list = [{ municipality: "Zutphen", name: "Plein", what: { nl: "Hulp" } }];
  expect((await machine.run("questions", "directory", machine.file(JSON.stringify(list)))).out).toBe(
    "1 in 1 municipalities.\n",
  );
  const faulty = await machine.run(
    "questions",
    "directory",
    machine.file(JSON.stringify([...list, { name: "x", what: { en: "y" } }])),
  );
  expect(faulty.err).toContain("entry 2.municipality");
  expect(faulty.err).toContain("entry 2.what");
  expect((await machine.run("questions", "evening", "2027-02-11")).out).toBe(
    "The evening of De Linde is on 2027-02-11.\n",
  );
  expect((await machine.run("questions", "evening", "soon")).err).toContain("is no day");
  expect((await machine.run("knowledge", "wishes")).out).toContain("Nothing was kept in 2026-11.");
  expect(await machine.run("questions", "answerer", "Bart Jansen")).toMatchObject({ code: 0 });
  expect((await machine.run("questions", "answerer", "Nobody Known")).err).toContain("on the staff");
});
