import { afterEach, describe, expect, test } from "vitest";
import { findCrisisWords } from "../../src/checkin/find-crisis-words.ts";
import { numberLines } from "../../src/people/safety/number-lines.ts";
import { nationalNumbers } from "../../src/people/safety/safety-sheet.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, lastCheckIn, messagesTo, numbersIn, rings, startCheckIn } from "./look.ts";

let walk: Walk | undefined;
afterEach(async () => {
  await walk?.end();
  walk = undefined;
});

/** Red line 1, missed risk: what must reach a human at once, in plain words and around them. */
const mustReach = {
  nl: [
    "ik wil niet meer leven",
    "ik wil dood",
    "ik wil er niet meer zijn",
    "ik maak er een einde aan",
    "ik ga zelfmoord plegen",
    "ik heb alle pillen geslikt",
    "ik snij mezelf",
    "ik spring voor de trein",
    "zonder mij is iedereen beter af",
    "ik zie het niet meer zitten",
    "hij slaat me nu",
    "ik heb geen slaapplek vannacht",
  ],
  en: [
    "i want to die",
    "i don't want to live anymore",
    "i want to kill myself",
    "i'm going to end it all",
    "i took a lot of pills",
    "i cut myself",
    "everyone would be better off without me",
    "i can't go on anymore",
    "he is hitting me right now",
    "i have nowhere to sleep tonight",
  ],
  ar: [
    "أريد أن أموت",
    "لا أريد أن أعيش",
    "أريد أن أقتل نفسي",
    "سأنتحر",
    "أفكر في الانتحار",
    "ابتلعت حبوبا كثيرة",
    "هو يضربني الآن",
    "ليس عندي مكان أنام فيه الليلة",
  ],
} as const;

describe.each(Object.entries(mustReach))("in %s a risk is not missed", (_, cries) => {
  test.each(cries)("%s", (cry) => {
    expect(findCrisisWords(cry)?.severity).toBe("crisis");
  });
});

async function begin(language: "nl" | "en" | "ar") {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const yara = await walk.alumnus("Yara", fatima, { language, situation: "work_regular" });
  return { walk, fatima, yara };
}
const saidSince = (person: Walker, before: number) =>
  messagesTo(person)
    .slice(before)
    .map(({ text }) => text ?? "");

test.each(["nl", "en", "ar"] as const)(
  "in %s: the numbers before any question, a robot and no service, a human at once, and it stays",
  async (language) => {
    const { walk: one, fatima, yara } = await begin(language);
    const t = one.app.texts(language);
    const before = messagesTo(yara).length;
    await yara.say(mustReach[language][0]);
    const [first = "", ...more] = saidSince(yara, before);
    expect(more).toEqual([]);
    expect(first.startsWith(t("checkin:crisis.heard"))).toBe(true);
    expect(first.indexOf(numbersIn(one, language))).toBeGreaterThan(0);
    expect(first.indexOf(numbersIn(one, language))).toBeLessThan(first.search(/[?؟]/));
    expect(first).toContain("08:00–17:00");
    expect(rings(one, fatima)).toBe(1);
    await yara.answer("SAFE1", "no");
    await yara.answer("SAFE2", "nobody");
    // Whatever comes, there is an answer, and nothing is closed.
    for (const words of ["...", "ok", "?", "👍"]) {
      one.clock.moveTo(new Date(one.clock.now().getTime() + 86_400_000));
      const count = messagesTo(yara).length;
      await yara.say(words);
      expect(messagesTo(yara).length).toBeGreaterThan(count);
    }
    expect((await escalationOf(one, yara)).state).not.toBe("resolved");
    await expect(one.transcript()).toMatchFileSnapshot(`chats/red-lines-${language}.chat.txt`);
  },
);

test("in a crisis nothing else is asked, and no answer to it makes it less", async () => {
  const { walk: one, fatima, yara } = await begin("nl");
  await startCheckIn(fatima, yara);
  await yara.answer("G1", "cantGoOn");
  await yara.answer("SAFE1", "yes");
  await yara.answer("SAFE2", "home");
  expect(await escalationOf(one, yara)).toMatchObject({ severity: "crisis" });
  expect((await lastCheckIn(one, yara)).state).toBe("done");
  expect(yara.read().match(/\d+\/\d+ {2}/g)).toHaveLength(3);
});

test("somebody whom nobody knows gets the national numbers", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const stranger = walk.anotherPhone("Sam");
  await stranger.start();
  await stranger.say("ik wil dood");
  const t = walk.app.texts("nl");
  expect(stranger.last()).toBe(
    t("checkin:crisis.numbers", { lines: numberLines(t, nationalNumbers).join("\n") }),
  );
});
