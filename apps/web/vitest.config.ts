import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { WORKERS } from "../../vitest.workers.ts";

export default defineConfig({
  plugins: [react()],
  test: {
    name: "web",
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    maxWorkers: WORKERS,
    setupFiles: ["src/testing/patience.ts"],
    testTimeout: 20_000,
  },
});
