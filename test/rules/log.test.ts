import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/delivery/report.ts";

/** What the log writes for these events, a parsed line each. */
function logged(events: readonly (readonly [string, Facts])[]): Record<string, unknown>[] {
  const ran = spawnSync(process.execPath, [path.join(import.meta.dirname, "log-lines.ts")], {
    input: JSON.stringify(events),
    encoding: "utf8",
  });
  expect(ran.status, ran.stderr).toBe(0);
  return ran.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
const factsOf = ({ level: _, time: __, event: ___, ...facts }: Record<string, unknown>) => facts;

const allowed = ["code", "seq", "tries", "step", "port", "mode", "reason", "where"];
const secrets = {
  text: "ik wil niet meer leven",
  name: "Amina Jansen",
  email: "amina@example.org",
  phone: "+31 6 12345678",
  token: "700000001:AAE-abcdefghijklmnopqrstuvwxyz_1234567",
  tokenInUrl: "https://api.telegram.org/bot700000001:AAE-abcdefghijklmnopqrstuvwxyz_12/getMe",
  masterKey: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
  update: '{"update_id":1,"message":{"text":"hoi"}}',
  arabic: "أمينة",
};

describe("the log", () => {
  it("writes codes and numbers, a JSON line an event, without the machine's name", () => {
    const [first, second, third] = logged([
      ["inbox.parked", { code: "DB_23505", seq: 12, tries: 5, where: "delivery/work-inbox.ts:131" }],
      ["tick.failed", { step: "escalations", code: "TypeError" }],
      ["app.ready", { tries: 3, mode: "webhook" }],
    ]);
    expect(first).toMatchObject({ level: 40, event: "inbox.parked", code: "DB_23505", seq: 12, tries: 5 });
    expect(first).toMatchObject({ where: "delivery/work-inbox.ts:131" });
    expect(first).not.toHaveProperty("hostname");
    expect(second).toMatchObject({ level: 40, step: "escalations", code: "TypeError" });
    expect(third).toMatchObject({ level: 30, tries: 3, mode: "webhook" });
  });

  it("leaves out every fact that is not on its list, whatever it holds", () => {
    const names = [
      "text",
      "name",
      "token",
      "chatId",
      "update",
      "error",
      "err",
      "msg",
      "__proto__",
      "password",
    ];
    const lines = logged(names.map((name) => ["poll.failed", { [name]: secrets.text, code: "X" }] as const));
    for (const line of lines) expect(factsOf(line)).toEqual({ code: "X" });
  });

  it("never shows a text, a name, a token or a key, as whatever fact it comes", () => {
    const events = Object.values(secrets).flatMap((secret) =>
      allowed.flatMap((name) => [
        ["poll.failed", { [name]: secret }] as const,
        ["poll.failed", { [name]: `ERROR ${secret}` }] as const,
      ]),
    );
    const lines = logged(events);
    expect(lines).toHaveLength(events.length);
    const shown = lines.filter((line) => Object.values(factsOf(line)).some((value) => value !== "WITHHELD"));
    expect(shown.map(factsOf)).toEqual([]);
  });

  it("never shows what hides in an object", () => {
    const hidden = { code: { message: secrets.text } } as unknown as Facts;
    const listed = { reason: [secrets.text, secrets.token] } as unknown as Facts;
    expect(
      JSON.stringify(
        logged([
          ["poll.failed", hidden],
          ["poll.failed", listed],
        ]),
      ),
    ).not.toMatch(/leven|AAE/);
  });
});
