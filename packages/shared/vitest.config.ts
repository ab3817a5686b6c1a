import { defineConfig } from "vitest/config";
import { WORKERS } from "../../vitest.workers.ts";

export default defineConfig({
  test: {
    name: "shared",
    include: ["src/**/*.test.ts"],
    maxWorkers: WORKERS,
    testTimeout: 30_000,
  },
});
