import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../../support/walk.ts";
import { startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

test("an alert that comes back after a weekend leaves one message with buttons, and asks nothing of Telegram that it refuses", async () => {
  walk = await startWalk({ at: "2026-11-27T10:00", leaves: ["nobodyReacts"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "bad");
  await fatima.press("escalation:button.take");
  const alerts = () =>
    fatima.phone.messages().filter(({ text, deleted }) => !deleted && text?.includes("Amina · "));
  const [first] = alerts();
  // She took it and did nothing: after two working days it is everybody's again.
  await walk.pass({ days: 5 });
  const found = alerts();
  expect(found.length).toBeGreaterThan(1);
  expect(found.find(({ id }) => id === first?.id)?.buttons ?? []).toEqual([]);
  expect(
    found.filter(({ buttons }) => buttons?.flat().some(({ text }) => text.includes("Ik pak het op"))),
  ).toHaveLength(1);
  expect(walk.reports.filter(({ event }) => event === "outbox.undeliverable")).toEqual([]);
});
