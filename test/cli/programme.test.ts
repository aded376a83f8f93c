import { expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { drawProgrammes } from "../../src/programme/draw-programmes.ts";
import { findTemplate, templates } from "../../src/programme/templates.ts";

/** Runs the command with nobody's environment: what we ship needs no database. */
async function programme(...argv: readonly string[]) {
  const written = { out: "", err: "" };
  const code = await runCli(["programme", ...argv], {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-24T09:00:00Z"),
  });
  return { code, ...written };
}

test("programme list names all ten", async () => {
  const { code, out } = await programme("list");
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split("\n")
      .map((each) => each.split(" ")[0]),
  ).toEqual(templates.map(({ key }) => key));
});

test("programme show says one in words, and as data that is the programme itself", async () => {
  const shown = await programme("show", "vso_bimonthly");
  expect(shown.out).toContain("every 2 months message (or phone, bot), robot asks before");
  const data = await programme("show", "vso_bimonthly", "--json");
  expect(JSON.parse(data.out)).toEqual(findTemplate("vso_bimonthly"));
});

test("programme show of a key that there is not names those that there are", async () => {
  const { code, err } = await programme("show", "weekly");
  expect(code).toBe(1);
  expect(err).toContain("transfer_intensive");
});

test("programme table prints docs/programmes.md", async () => {
  expect(await programme("table")).toEqual({ code: 0, out: drawProgrammes(), err: "" });
});
