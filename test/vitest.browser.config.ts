import { defineConfig } from "vitest/config";

/** Tests of pages, in Debian's Chromium: apart from `npm test`, which needs nothing but npm. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
