import { expect, it } from "vitest";
import { drawEscalation } from "../../src/escalation/draw-escalation.ts";

it("docs/escalation.md shows the life of an escalation as it is", async () => {
  await expect(drawEscalation()).toMatchFileSnapshot("../../docs/escalation.md");
});

it("has no way to the end but an outcome, and no state without a way on", () => {
  const edges = [...drawEscalation().matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].map(([, from, to, why]) => ({
    from,
    to,
    why,
  }));
  for (const { to, why } of edges) if (to === "resolved") expect(why).toBe("an outcome");
  for (const state of ["open", "notified", "acknowledged", "contacted"])
    expect(edges.some(({ from, why }) => from === state && why?.startsWith("time,"))).toBe(true);
});
