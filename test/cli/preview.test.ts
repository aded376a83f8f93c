import { describe, expect, it, test } from "vitest";
import { occasions, situations } from "../../src/checkin/question-set.ts";
import { runCli } from "../../src/cli/run-cli.ts";
import { languages } from "../../src/i18n/language.ts";

/** Runs the command with nobody's environment: a preview needs neither a database nor a bot. */
async function preview(argv: readonly string[], typed?: readonly string[]) {
  const written = { out: "", err: "" };
  const lines = [...(typed ?? [])];
  const code = await runCli(["checkin", "preview", ...argv], {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-24T09:00:00Z"),
    ...(typed ? { ask: async () => lines.shift() ?? "stop" } : {}),
  });
  return { code, ...written, asked: [...written.out.matchAll(/\[([A-Z]+\d+b?)\]$/gm)].map(([, id]) => id) };
}

describe("checkin preview", () => {
  it.each(situations)("plays the calm path of every situation in every language: %s", async (situation) => {
    for (const language of languages) {
      const { code, asked, err } = await preview([
        "--situation",
        situation,
        "--language",
        language,
        "--answers",
        "",
      ]);
      expect({ code, err }, language).toEqual({ code: 0, err: "" });
      expect(asked, language).toHaveLength(5);
    }
  });

  it.each(occasions)("plays what is asked soon after something happened: %s", async (occasion) => {
    const { code, asked } = await preview([
      "--situation",
      "work_regular",
      "--occasion",
      occasion,
      "--answers",
      "",
    ]);
    expect(code).toBe(0);
    expect(asked[0]).toBe("G1");
    expect(asked).not.toContain("G2");
  });

  it("follows the answers that are listed, and shows what each of them signals", async () => {
    const { asked, out } = await preview([
      "--situation",
      "work_regular",
      "--answers",
      "G1=notGood G1b=money,home F1=noFood",
    ]);
    expect(asked).toEqual(expect.arrayContaining(["G1b", "H3", "F1"]));
    expect(out).toContain("! urgent · money · R4");
    expect(out).toContain("! urgent · money\n");
  });

  it("reaches the safety questions and nothing after them", async () => {
    const { asked } = await preview(["--situation", "at_home", "--answers", "G1=cantGoOn SAFE1=no"]);
    expect(asked).toEqual(["G1", "SAFE1", "SAFE2"]);
  });

  it("takes numbers, labels, several answers, words and skips as they are typed, and asks again after nonsense", async () => {
    const typed = [
      "what?",
      "3",
      "3,1",
      "Ja, dat klopt",
      "skip",
      "skip",
      "skip",
      "skip",
      "skip",
      "skip",
      "skip",
    ];
    const { code, asked, out, err } = await preview(["--situation", "work_regular"], typed);
    expect(code).toBe(0);
    expect(asked.slice(0, 3)).toEqual(["G1", "G1b", "G2"]);
    expect(err).toContain("A number of the list");
    expect(out).toContain("→ Geld, Werk of school");
  });

  it("hears words of crisis where words are asked for", async () => {
    const { asked } = await preview(
      ["--situation", "work_regular"],
      ["1", "1", "1", "1", "ik wil dood", "1", "1"],
    );
    expect(asked.slice(-2)).toEqual(["SAFE1", "SAFE2"]);
  });

  it("ends kindly when somebody wants to stop", async () => {
    const { code, out } = await preview(["--situation", "work_regular"], ["1", "stop"]);
    expect(code).toBe(0);
    expect(out).toContain("the rest waits");
  });

  test.each([
    [["--situation", "astronaut"], /situation/],
    [["--language", "fr"], /language/],
    [["--answers", "XX1=good"], /There is no question XX1/],
    [["--answers", "G1=great"], /G1 has no answer great\. It has: good/],
    [["--round", "many"], /whole number/],
    [["--asked", "XX1", "--answers", ""], /There is no question XX1/],
  ])("names what is wrong and ends with 1: %j", async (argv, message) => {
    const { code, err } = await preview(argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it("says what to do where nobody can type", async () => {
    const { code, err } = await preview(["--situation", "work_regular"]);
    expect(code).toBe(1);
    expect(err).toContain("--answers");
  });

  it("says which listed answers were never asked for", async () => {
    const { err } = await preview(["--situation", "work_regular", "--answers", "D1=no"]);
    expect(err).toContain("Not asked on this path: D1.");
  });
});

test("checkin diagram prints what is kept as docs/check-in.md, without needing any setting", async () => {
  let out = "";
  const code = await runCli(["checkin", "diagram"], {
    env: {},
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: () => undefined },
    now: () => new Date(),
  });
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot("../../docs/check-in.md");
});
