import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "server",
    include: ["src/**/*.test.ts", "chaos/**/*.test.ts", "bench/**/*.test.ts"],
    // Most tests wait for a database, a child process or a timer: a second worker costs little on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ["./src/testing/global-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
