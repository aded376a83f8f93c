import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { libreTranslate } from "../../src/talk/libre-translate.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";

/** A server that speaks LibreTranslate's language and shouts in the other language. */
let server: Server;
let url: string;
let asked: { q: string; source: string; target: string; api_key?: string }[] = [];
let answers: "well" | "refuses" | "nonsense" | "never" = "well";
let walk: Walk | undefined;

beforeEach(async () => {
  asked = [];
  answers = "well";
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += String(piece);
    });
    request.on("end", () => {
      const question = JSON.parse(body) as (typeof asked)[number];
      asked.push(question);
      if (answers === "never") return;
      response.statusCode = answers === "refuses" ? 403 : 200;
      const translatedText = `[${question.target}] ${question.q.toUpperCase()}`;
      response.end(answers === "nonsense" ? "<html>" : JSON.stringify({ translatedText }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await walk?.end();
  walk = undefined;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function aTalk(more: { sharedPhone?: boolean } = {}) {
  walk = await startWalk({ app: { translator: { url, key: "k" } } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const yara = await walk.alumnus("Yara", fatima, { language: "ar", languageCode: "ar", ...more });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: yara.id, step: "write" }), 1);
  return { walk, fatima, yara };
}

test("the original comes at once and unchanged, the translation beneath it and marked as a machine's", async () => {
  const { walk: open, fatima, yara } = await aTalk();
  await yara.say("سلام");
  expect(fatima.last()).toBe("Yara:\nسلام");
  await open.pass({ minutes: 1 });
  const label = open.app.texts("nl")("talk:translated", { name: "Yara" });
  expect(fatima.last()).toBe(`${label}:\n[nl] سلام`);
  await fatima.say("Kom je morgen?");
  await open.pass({ minutes: 1 });
  expect(yara.last()).toContain("[ar] KOM JE MORGEN?");
  expect(asked).toMatchObject([
    { q: "سلام", source: "ar", target: "nl", api_key: "k" },
    { q: "Kom je morgen?", source: "nl", target: "ar" },
  ]);
});

test("whoever writes in other letters than they chose is translated from whatever it is, and said to be", async () => {
  const { walk: open, fatima, yara } = await aTalk();
  await yara.say("ሰላም");
  const { name, language } = { name: "Yara", language: "العربية" };
  expect(fatima.read()).toContain(open.app.texts("nl")("talk:language.machine", { name, language }));
  await yara.say("ከመይ ኣለኻ");
  await open.pass({ minutes: 1 });
  expect(asked.map(({ source, target }) => `${source} ${target}`)).toEqual(["auto nl", "auto nl"]);
  expect(fatima.read().match(/met een tolk/g)).toHaveLength(1);
});

test("what was changed is translated anew, and what the machine made of it before goes", async () => {
  const { walk: open, fatima, yara } = await aTalk();
  const theirs = await yara.say("salam dinsdag");
  const ours = await fatima.say("Kom je morgen?");
  await open.pass({ minutes: 1 });
  await yara.edit(theirs, "salam woensdag");
  await fatima.edit(ours, "Kom je vrijdag?");
  await open.pass({ minutes: 1 });
  expect(fatima.read()).toContain("[nl] SALAM WOENSDAG");
  expect(fatima.read()).not.toContain("DINSDAG");
  expect(yara.read()).toContain("[ar] KOM JE VRIJDAG?");
  expect(yara.read()).not.toContain("MORGEN");
  await yara.edit(theirs, "salam donderdag");
  await open.pass({ minutes: 1 });
  expect(fatima.read()).toContain("[nl] SALAM DONDERDAG");
  expect(fatima.read()).not.toContain("WOENSDAG");
});

test("a sentence that was chosen by a tap needs no machine", async () => {
  const { walk: open, fatima } = await aTalk();
  await fatima.press("talk:button.sentences");
  await fatima.tap("1");
  await open.pass({ minutes: 1 });
  expect(asked).toEqual([]);
});

test.each(["refuses", "nonsense"] as const)(
  "a machine that %s holds nothing up, and is heard of by a code alone",
  async (how) => {
    const { walk: open, fatima, yara } = await aTalk();
    answers = how;
    await yara.say("salam");
    await open.pass({ minutes: 2 });
    expect(fatima.last()).toBe("Yara:\nsalam");
    expect(asked).toHaveLength(1);
    const failed = open.reports.filter(({ event }) => event === "translation.failed");
    expect(failed).toHaveLength(1);
    expect(JSON.stringify(failed)).not.toContain("salam");
  },
);

test("one that never answers is left after its time", async () => {
  answers = "never";
  const codes: string[] = [];
  const translate = libreTranslate({ url }, (code) => codes.push(code), 100);
  expect(await translate("salam", "ar", "nl")).toBeUndefined();
  expect(codes).toEqual(["TOO_SLOW"]);
});

test("without a machine nothing is put before one", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const yara = await walk.alumnus("Yara", fatima, { language: "ar", languageCode: "ar" });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: yara.id, step: "write" }), 1);
  await yara.say("salam");
  await walk.pass({ minutes: 1 });
  expect(fatima.last()).toBe("Yara:\nsalam");
});
