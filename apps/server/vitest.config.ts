import { defineConfig } from "vitest/config";
import { WORKERS } from "../../vitest.workers.ts";

export default defineConfig({
  test: {
    name: "server",
    include: ["src/**/*.test.ts", "chaos/**/*.test.ts", "bench/**/*.test.ts"],
    maxWorkers: WORKERS,
    globalSetup: ["./src/testing/global-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
