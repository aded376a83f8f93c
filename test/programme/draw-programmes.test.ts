import { expect, it } from "vitest";
import { drawProgrammes } from "../../src/programme/draw-programmes.ts";
import { systems } from "../../src/programme/systems.ts";

it("docs/programmes.md shows the programmes and their due days as they are", async () => {
  await expect(drawProgrammes()).toMatchFileSnapshot("../../docs/programmes.md");
});

it("every system of domain 3.1 is expressed", () => {
  expect(systems.map(({ code }) => code)).toEqual(Array.from({ length: 10 }, (_, index) => `S${index + 1}`));
});
