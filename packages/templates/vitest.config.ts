import { defineConfig } from "vitest/config";
import { WORKERS } from "../../vitest.workers.ts";

export default defineConfig({
  test: { name: "templates", include: ["src/**/*.test.ts"], maxWorkers: WORKERS, testTimeout: 20_000 },
});
