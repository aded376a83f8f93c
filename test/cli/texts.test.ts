import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { csvOf, workbookOf } from "../../src/people/import/write-rows.ts";

let folder: string;
let locales: URL;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "texts-"));
  cpSync("locales", join(folder, "locales"), { recursive: true });
  locales = pathToFileURL(`${join(folder, "locales")}/`);
});

async function texts(...argv: string[]) {
  const written = { out: "", err: "" };
  const code = await runCli(["texts", ...argv], {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-26T09:00:00Z"),
    locales,
  });
  return { code, ...written };
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`ar/${name}.json`, locales), "utf8"));
const everything = () =>
  ["people", "checkin", "status"].map((name) => readFileSync(new URL(`ar/${name}.json`, locales), "utf8"));

/** The sheet for a language as rows, with what a volunteer fills in by key. */
async function sheet(
  filled: Record<string, Partial<Record<string, string>>> = {},
  language = "ar",
): Promise<string[][]> {
  const file = join(folder, `out-${Math.random()}.csv`);
  expect(await texts("export", language, "--out", file)).toMatchObject({ code: 0 });
  const [headings = [], ...rows]: string[][] = parse(readFileSync(file, "utf8"), {
    delimiter: ";",
    bom: true,
  });
  return [
    headings,
    ...rows.map((row) => row.map((cell, place) => filled[row[0] ?? ""]?.[headings[place] ?? ""] ?? cell)),
  ];
}

function save(rows: string[][]): string {
  const file = join(folder, "back.csv");
  writeFileSync(file, csvOf(rows, ";"));
  return file;
}

/** Questions and answers that Arabic does not have yet. */
const answersMissing = 162;
const okay = "people:link.okay";
const stop = "people:stop.already";

describe("a sheet for a translator", () => {
  test("has each text with its place, its limit, the Dutch and what stands there now, also as a workbook", async () => {
    const [headings, ...rows] = await sheet();
    const row = rows.find(([key]) => key === okay);
    expect(headings?.slice(2)).toEqual([
      ...["language", "where", "longest", "Dutch", "English", "now", "status", "translation", "reviewed by"],
    ]);
    expect(row?.slice(2)).toEqual([
      "ar",
      ...["the first minute, consent, stopping, the phone, numbers to call; a button", "30"],
      ...["Oké", "Okay", read("people").link.okay, "machine", "", ""],
    ]);
    expect(rows.find(([key]) => key === stop)?.[3]).toContain("must be reviewed");
    expect(rows.filter(([key]) => key?.startsWith("simulator:page.unread_"))).toHaveLength(6);

    const file = join(folder, "ar.xlsx");
    expect(await texts("export", "ar", "--out", file)).toMatchObject({ code: 0 });
    const book = await readXlsx(readFileSync(file));
    expect(book.sheets[0]?.rows).toHaveLength(rows.length + 1);
    expect((await texts("export", "ar", "--out", file)).err).toContain("is there already");
  });

  test("comes back with a translation and with reviews, and both are noted; the files keep their order", async () => {
    const filled = {
      [okay]: { translation: "تمام" },
      [stop]: { "reviewed by": "Rima al-Khatib" },
    };
    const before = Object.keys(read("people"));
    expect((await texts("import", "ar", save(await sheet(filled)), "--check")).out).toBe(
      "ar: 1 texts would be changed, 1 would be reviewed.\n",
    );
    expect(read("people").link.okay).not.toBe("تمام");
    const book = join(folder, "back.xlsx");
    writeFileSync(book, await workbookOf("ar", await sheet(filled)));
    expect(await texts("import", "ar", book)).toEqual({
      ...{ code: 0, err: "", out: "ar: 1 texts are changed, 1 are reviewed.\n" },
    });
    expect(read("people").link.okay).toBe("تمام");
    expect(Object.keys(read("people"))).toEqual(before);
    expect(read("status")[okay]).toMatchObject({ stage: "draft" });
    expect(read("status")[stop]).toMatchObject({ stage: "reviewed", by: "Rima al-Khatib", at: "2026-11-26" });
    const all = Object.keys(read("status")).length;
    expect((await texts("status")).out).toMatch(
      new RegExp(`^ar +${all + answersMissing} +1 +1 +${all - 2} +0 +0 +${answersMissing} +137$`, "m"),
    );
    const [, ...open] = await sheet();
    expect(open.find(([key]) => key === stop)?.[8]).toBe("reviewed: Rima al-Khatib, 2026-11-26");
  });

  test("can bring an answer that the language did not have; a question without its answer is refused", async () => {
    const question = { translation: "هل هناك تدريب عملي دائمًا؟" };
    const half = await texts("import", "ar", save(await sheet({ "knowledge:alb-09.question": question })));
    expect(half.err).toMatch(/\(knowledge:alb-09.question\): needs both the question and the answer/);
    const whole = await sheet({
      "knowledge:alb-09.question": question,
      "knowledge:alb-09.answer": {
        translation:
          "اسأل المدرسة. هي تعرف الجواب. يمكن للطفل أن يعمل في شركة ليتعلم. المدرسة تساعد في البحث عن مكان، ويمكنك أن تسأل متى يبدأ ذلك وكم يومًا في الأسبوع.",
        "reviewed by": "Rima al-Khatib",
      },
      "knowledge:wrk-10.answer": { "reviewed by": "Rima al-Khatib" },
    });
    expect((await texts("import", "ar", save(whole))).out).toBe("ar: 2 texts are changed, 2 are reviewed.\n");
    expect(read("knowledge/alb")["alb-09"]).toEqual({
      ...{
        question: question.translation,
        answer:
          "اسأل المدرسة. هي تعرف الجواب. يمكن للطفل أن يعمل في شركة ليتعلم. المدرسة تساعد في البحث عن مكان، ويمكنك أن تسأل متى يبدأ ذلك وكم يومًا في الأسبوع.",
      },
      phrasings: [question.translation],
    });
    expect(read("knowledge/alb")["alb-08"].phrasings.length).toBeGreaterThan(3);
    expect(read("status")["knowledge:wrk-10.answer"]).toMatchObject({ stage: "reviewed" });
  });

  test("with faults is refused row by row, and changes nothing by half", async () => {
    const rows = await sheet({
      [okay]: { translation: "تمام" },
      "people:link.firstQuestion": { translation: "سؤال واحد الآن. والباقي لاحقًا. OK" },
      "people:link.thanks": { translation: "شكرًا" },
      "people:stop.again": { translation: "أ".repeat(31) },
      "people:silent.same": { "reviewed by": "123" },
      "people:silent.other": { version: "older", translation: "لا" },
      "simulator:page.unread_few": { "reviewed by": "Rima al-Khatib" },
    });
    rows.push(["people:no.such", "", "ar", "", "", "", "", "", "", "نص", ""]);
    rows.push(rows.find(([key]) => key === okay) ?? []);
    const before = everything();
    const { code, err } = await texts("import", "ar", save(rows));
    expect(code).toBe(1);
    for (const reason of [
      /\(people:link.firstQuestion\): must isolate each Latin word/,
      /\(people:link.thanks\): must have these between braces.*\{\{worker\}\}/,
      /\(people:link.thanks\): must have 3 lines/,
      /\(people:link.thanks\): is much shorter/,
      /\(people:link.thanks\): must have the emergency numbers.*112/,
      /\(people:stop.again\): is 31 long/,
      /\(people:silent.same\): under "reviewed by" stands no first and last name/,
      /\(people:silent.other\): the Dutch text has changed/,
      /\(simulator:page.unread_few\): the forms of one text are reviewed together/,
      /row \d+ \(people:no.such\): has no key/,
      /row \d+ \(people:link.okay\): stands in row \d+ already/,
      /Nothing was changed: 11 faults/,
    ])
      expect(err).toMatch(reason);
    expect(everything()).toEqual(before);
  });

  test.each<[what: string, language: string, cells: Partial<Record<string, string>>, says: RegExp]>([
    ["saved without its letters", "ti", { translation: "???? ???? ????? ??? ????" }, /has lost letters/],
    ["in other letters", "ti", { translation: "توقفت من قبل. لا أرسل إليك أسئلة." }, /in letters of ትግርኛ/],
    ["in English", "uk", { translation: "You stopped already. I send nothing." }, /in letters of Українська/],
    [
      "in Russian",
      "uk",
      { translation: "Ты уже не участвуешь. Я не пишу тебе вопросы." },
      /is not in Українська/,
    ],
    ["in Dutch", "so", { translation: "Je bent al gestopt. Ik stuur je geen vragen" }, /same as the Dutch/],
    ["no translation", "so", { translation: "OK" }, /much shorter than the Dutch/],
    [
      "endless",
      "tr",
      { translation: "Sen zaten durdun. ".repeat(300).trim() },
      /5399 long, and a message takes 4096/,
    ],
    ["reviewed by nobody", "so", { "reviewed by": "ja" }, /no first and last name/],
    [
      "corrected where it stands",
      "so",
      { now: "Mar hore ayaad joojisay." },
      /type a correction under "translation"/,
    ],
    ["without its language", "so", { language: "", "reviewed by": "Ayaan Nuur" }, /has lost its language/],
  ])("with a text %s is refused (%s)", async (_, language, cells, says) => {
    const { code, err } = await texts("import", language, save(await sheet({ [stop]: cells }, language)));
    expect(err).toMatch(says);
    expect(code).toBe(1);
  });

  test("that was made for another language is refused, and that is said once", async () => {
    const filled = {
      [stop]: { translation: "Ти вже не береш участі. Я не пишу тобі." },
      [okay]: { translation: "Добре" },
    };
    const { code, err } = await texts("import", "ru", save(await sheet(filled, "uk")));
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("made for uk, not for ru") });
    expect(err).toContain("1 faults");
  });

  test("leaves the status of a text alone that somebody changed in its file meanwhile", async () => {
    const file = new URL("ar/people.json", locales);
    const all = JSON.parse(readFileSync(file, "utf8"));
    all.stop.already = "توقفت من قبل. لا أرسل إليك أسئلة.";
    writeFileSync(file, JSON.stringify(all, null, 2));
    expect(await texts("import", "ar", save(await sheet({ [okay]: { translation: "تمام" } })))).toMatchObject(
      {
        code: 0,
      },
    );
    expect((await texts("status", "ar")).out).toMatch(/^unnoted +Dutch beneath +people:stop.already$/m);
    expect((await texts("status", "ar")).out).toMatch(/^draft +people:link.okay$/m);
  });

  test("names a review that is older than the words, and takes a row that nobody filled in", async () => {
    const rows = await sheet({
      [stop]: { "reviewed by": "Rima al-Khatib" },
      [okay]: { translation: "تمام" },
    });
    const file = new URL("ar/people.json", locales);
    const all = JSON.parse(readFileSync(file, "utf8"));
    all.stop.already = "توقفت من قبل. لا أرسل إليك أسئلة.";
    all.stop.done = `${all.stop.done}.`;
    writeFileSync(file, JSON.stringify(all, null, 2));
    const { err } = await texts("import", "ar", save(rows));
    expect(err).toContain("(people:stop.already): the translation has changed since this sheet was made");
    expect(err).toContain("1 faults");
  });

  test.each<[what: string, bytes: Buffer | string, says: RegExp]>([
    ["no sheet of ours", "naam;geboren\nAmina;2009\n", /has no row of headings: key, version/],
    ["empty", "", /the file is empty/],
    ["a PDF", "%PDF-1.7 ...", /this is a PDF/],
    ["a broken workbook", "PK\u0003\u0004 nothing", /row 1/],
  ])("that is %s is refused", async (_, bytes, says) => {
    const file = join(folder, "other");
    writeFileSync(file, bytes);
    const before = everything();
    expect(await texts("import", "ar", file)).toMatchObject({ code: 1, err: expect.stringMatching(says) });
    expect(everything()).toEqual(before);
  });
});

describe("a text", () => {
  const change = (language: string, text: string) => {
    const file = new URL(`${language}/people.json`, locales);
    const all = JSON.parse(readFileSync(file, "utf8"));
    all.stop.already = text;
    writeFileSync(file, JSON.stringify(all, null, 2));
  };

  test("that somebody changed in its file is no longer reviewed, and is noted with adopt", async () => {
    await texts("import", "ar", save(await sheet({ [stop]: { "reviewed by": "Rima al-Khatib" } })));
    change("ar", "توقفت من قبل. لا أرسل إليك أسئلة.");
    expect((await texts("status", "ar")).out).toMatch(/^unnoted +Dutch beneath +people:stop.already$/m);
    expect((await texts("adopt", "ar", "--draft")).out).toBe("ar: 1 noted as new or changed, 0 let go of.\n");
    expect((await texts("status", "ar")).out).toMatch(/^draft +Dutch beneath +people:stop.already$/m);
  });

  test("of no language of ours, or of Dutch, is told what there is", async () => {
    for (const code of ["nl", "xx"])
      expect((await texts("status", code)).err).toContain("There are: en, ar, uk, ti, tr, pl, so, fa, ru.");
  });

  test("stands in the table of status, for people and for another program", async () => {
    const { out } = await texts("status");
    expect(out.split("\n")[0]).toMatch(/^language +texts +reviewed +draft +machine +stale/);
    const [english] = JSON.parse((await texts("status", "--json")).out);
    expect(english).toMatchObject({ language: "en", reviewed: 0, stale: 0, unnoted: 0, missing: 0 });
  });
});
