import { defineConfig } from "vitest/config";

/** Tests with processes of their own (several instances, kills, a restore, the demo) and walks through weeks. They take minutes, so apart from `npm test`. */
export default defineConfig({
  test: {
    include: [
      "test/integration/**/*.test.ts",
      "test/simulator/rehearsal.test.ts",
      "test/walks/weeks/**/*.test.ts",
    ],
    globalSetup: ["test/support/postgres.global-setup.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
