import { expect, it } from "vitest";
import { drawCheckIn } from "../../src/checkin/draw-check-in.ts";
import { questionSet } from "../../src/checkin/questions.ts";

it("docs/check-in.md shows the questions as they are", async () => {
  await expect(drawCheckIn(questionSet)).toMatchFileSnapshot("../../docs/check-in.md");
});

it("names every question, every answer that leads on, and no diagram line twice", () => {
  const drawn = drawCheckIn(questionSet);
  for (const { id, options } of questionSet.questions) {
    expect(drawn, id).toMatch(new RegExp(`\\| ${id} \\| [^|]{3,}`));
    for (const { leadsTo = [] } of options)
      for (const next of leadsTo) expect(drawn).toMatch(new RegExp(`${id} -->\\|"[^"]+"\\| ${next}\\n`));
  }
  const edges = drawn.match(/^ {2}\w+ -->\|.*$/gm) ?? [];
  expect(new Set(edges).size).toBe(edges.length);
});
