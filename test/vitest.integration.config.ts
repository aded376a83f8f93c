import { defineConfig } from "vitest/config";

/** Tests with processes of their own: several instances, kills, a restore, the demo. They take minutes, so apart from `npm test`. */
export default defineConfig({
  test: {
    include: ["test/integration/**/*.test.ts", "test/simulator/rehearsal.test.ts"],
    globalSetup: ["test/support/postgres.global-setup.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
