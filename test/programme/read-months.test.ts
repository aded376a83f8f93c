import { expect, test } from "vitest";
import { readMonths } from "../../src/programme/read-months.ts";

test.each<[string, number[][] | undefined]>([
  ["okt, feb-mrt, juni", [[10], [2, 3], [6]]],
  ["10, 2-3, 6", [[10], [2, 3], [6]]],
  ["Oktober; februari t/m maart; juni.", [[10], [2, 3], [6]]],
  ["september en januari", [[9], [1]]],
  ["October and March", [[10], [3]]],
  ["dec-jan", [[12, 1]]],
  ["juli of augustus, december", [[7, 8], [12]]],
  ["أكتوبر، فبراير - مارس، يونيو", [[10], [2, 3], [6]]],
  ["٩، ١-٢", [[9], [1, 2]]],
  ["13", undefined],
  ["0", undefined],
  ["winter", undefined],
  ["okt, winter", undefined],
  ["feb-mrt-apr", undefined],
  ["", undefined],
  [",", undefined],
  ["okt ".repeat(60), undefined],
])("%s", (typed, windows) => {
  expect(readMonths(typed)).toEqual(windows);
});
