import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Those with processes of their own, or that go through weeks by the hour: `npm run test:integration`.
    exclude: ["test/integration/**", "test/simulator/rehearsal.test.ts", "test/walks/weeks/**"],
    globalSetup: ["test/support/postgres.global-setup.ts"],
    // Two cores: more workers only make each of them slower, and PGlite takes its share of memory.
    maxWorkers: 2,
    // The files of a worker share the product's modules, which keep nothing between two apps: loading them anew for each file
    // took a quarter of the time.
    isolate: false,
    // A walk through weeks on a busy machine takes its time; what never ends fails all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
