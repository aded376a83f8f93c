import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test.each(readdirSync(`${root}/test/mutants`))("the broken copy %s can still be made", (file) => {
  const fits = spawnSync("git", ["apply", "--check", "-p1", `test/mutants/${file}`], {
    ...{ cwd: root, encoding: "utf8" },
  });
  expect(fits.stderr).toBe("");
  expect(fits.status).toBe(0);
});
