import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The pages of the bench, built as the app is; the caller says where to. */
export default defineConfig({
  // Tailwind looks for classes below the root.
  root: join(import.meta.dirname, ".."),
  plugins: [react(), tailwindcss()],
  build: {
    target: ["chrome123"],
    emptyOutDir: true,
    chunkSizeWarningLimit: 4_000,
    sourcemap: true,
    rolldownOptions: { input: join(import.meta.dirname, "index.html") },
  },
  logLevel: "warn",
});
