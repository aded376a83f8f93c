import { defineConfig } from "vitest/config";

/** Tests of pages, in Debian's Chromium: apart from `npm test`, which needs nothing but npm. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.browser.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
    // A page on a busy machine takes its time; what never comes fails all the same.
    expect: { poll: { timeout: 30_000 } },
  },
});
