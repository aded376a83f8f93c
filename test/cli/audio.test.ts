import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { languages } from "../../src/i18n/language.ts";
import { loadRecordings } from "../../src/i18n/recordings.ts";
import { spokenCode, spokenKeys } from "../../src/i18n/spoken-texts.ts";
import { oggOpus } from "../support/ogg-opus.ts";

let folder: string;
let locales: URL;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audio-"));
  cpSync("locales", join(folder, "locales"), { recursive: true });
  locales = pathToFileURL(`${join(folder, "locales")}/`);
});

async function audio(...argv: string[]) {
  const written = { out: "", err: "" };
  const code = await runCli(["audio", ...argv], {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-26T09:00:00Z"),
    locales,
  });
  return { code, ...written };
}
function file(bytes: Buffer, name = "text.ogg"): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}
const key = "people:link.offer";
const counts = async () => JSON.parse((await audio("status", "ti", "--json")).out)[0];

test("a recording is kept with who reads and when, counts, and can be sent; changed words make it stale", async () => {
  const before = await counts();
  expect(before).toMatchObject({ recorded: 0, stale: 0, texts: before.missing });
  const bytes = oggOpus(4);
  expect(await audio("add", "ti", key, file(bytes), "--by", "Selam")).toMatchObject({
    ...{ code: 0, out: "ti people:link.offer: 4 seconds, read by Selam.\n" },
  });
  expect(await counts()).toMatchObject({ recorded: 1, missing: before.missing - 1 });
  expect(JSON.parse(readFileSync(new URL("ti/audio/status.json", locales), "utf8"))[key]).toMatchObject({
    ...{ by: "Selam", at: "2026-11-26" },
  });
  const recordings = loadRecordings(locales);
  expect(recordings.has("ti", key)).toBe(true);
  expect(Buffer.from((await recordings.read("ti", key)) ?? [])).toEqual(bytes);

  const people = new URL("ti/people.json", locales);
  const texts = JSON.parse(readFileSync(people, "utf8"));
  texts.link.offer = `${texts.link.offer} !`;
  writeFileSync(people, JSON.stringify(texts));
  expect(await counts()).toMatchObject({ recorded: 0, stale: 1 });
  expect(loadRecordings(locales).has("ti", key)).toBe(false);
  const { out } = await audio("status", "ti");
  expect(out).toContain(`stale  ${key}`);
  expect(out).toContain(texts.link.offer.split("\n")[0]);
});

test("the table shows every language", async () => {
  const { out } = await audio("status");
  expect(
    out
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split(/\s+/)[0]),
  ).toEqual([...languages]);
});

test.each<[string, () => string[], RegExp]>([
  ["a language that is not there", () => ["de", key, file(oggOpus(2))], /There are: nl, en/],
  [
    "a text that nobody listens to",
    () => ["ti", "people:link.okay", file(oggOpus(2))],
    /no text that can be recorded/,
  ],
  [
    "a text that is not there",
    () => ["ti", "people:nothing", file(oggOpus(2))],
    /no text that can be recorded/,
  ],
  ["a file that is not there", () => ["ti", key, join(folder, "gone.ogg")], /There is no file/],
  ["no Ogg file", () => ["ti", key, file(Buffer.from("ID3 a song"), "song.mp3")], /no Ogg file with Opus/],
  ["an empty recording", () => ["ti", key, file(oggOpus(0))], /is empty, or cut off/],
  ["a cut-off file", () => ["ti", key, file(oggOpus(3).subarray(0, 20))], /no Ogg file with Opus/],
  ["a very long recording", () => ["ti", key, file(oggOpus(121))], /lasts 121 seconds/],
  ["a very large file", () => ["ti", key, file(Buffer.alloc(1_000_001))], /larger than 1 MB/],
])("%s is refused, and nothing is kept", async (_, args, why) => {
  const { code, err } = await audio("add", ...args(), "--by", "Selam");
  expect(code).toBe(1);
  expect(err).toMatch(why);
  expect(readdirSync(new URL("ti/", locales))).not.toContain("audio");
});

test("every text that can be recorded has a code of its own", () => {
  expect(new Set(spokenKeys.map(spokenCode)).size).toBe(spokenKeys.length);
  expect(spokenKeys.length).toBeGreaterThan(80);
});
