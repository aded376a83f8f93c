import { expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";

async function screen(pieces: readonly (string | Uint8Array)[], ...argv: string[]) {
  const written = { out: "", err: "" };
  const code = await runCli(["screen", ...argv], {
    env: {},
    stdin: (async function* () {
      yield* pieces;
    })(),
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-26T09:00:00Z"),
  });
  return { code, ...written };
}
const read = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("each line gives a line, in order, an empty one and the last one as well", async () => {
  const { code, out } = await screen(
    ["ik wil dood haha\r\nalles goed\n\nразрез\u2028хочу умереть\nمی‌خواهم بمیرم"],
    "--language",
    "fa",
    "--json",
  );
  expect(code).toBe(0);
  expect(read(out)).toEqual([
    {
      text: "ik wil dood haha",
      severity: "crisis",
      rules: expect.arrayContaining(["nl.selfHarm.wantDeath"]),
    },
    { text: "alles goed", severity: "none", rules: [] },
    { text: "", severity: "none", rules: [] },
    {
      text: "разрез\u2028хочу умереть",
      severity: "crisis",
      rules: expect.arrayContaining(["ru.selfHarm.wantDeath"]),
    },
    { text: "می‌خواهم بمیرم", severity: "crisis", rules: expect.arrayContaining(["fa.selfHarm.wantDeath"]) },
  ]);
});

test("a sign that is cut in two by the pipe is one sign", async () => {
  const bytes = new TextEncoder().encode("ክመውት እደሊ\n");
  const { out } = await screen([bytes.slice(0, 4), bytes.slice(4)], "--language", "ti", "--json");
  expect(read(out)).toMatchObject([{ text: "ክመውት እደሊ", severity: "crisis" }]);
});

test("the rules of the language come first among equally serious ones", async () => {
  const both = ["ik wil dood / i want to die\n"];
  expect(read((await screen(both, "--language", "nl", "--json")).out)[0].rules[0]).toMatch(/^nl\./);
  expect(read((await screen(both, "--language", "en", "--json")).out)[0].rules[0]).toMatch(/^en\./);
});

test("nothing on standard input gives nothing, and a language that nobody knows is refused", async () => {
  expect(await screen([])).toMatchObject({ code: 0, out: "" });
  expect(await screen(["a\n"], "--language", "xx")).toMatchObject({ code: 1, out: "" });
});
