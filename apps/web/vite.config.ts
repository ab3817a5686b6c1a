import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const target = process.env.WORKTRAIL_DEV_SERVER ?? "http://127.0.0.1:4700";
// The browser's own Host goes on: the server takes changes by cookie from its own page only.
const server = { target, changeOrigin: false };

/** Of what several pages share, what every page needs a part of. */
const COMMON =
  /[\\/](src[\\/](ui|shell|api|live|commands|identity)|node_modules[\\/](@radix-ui|@floating-ui|lucide-react|@tanstack|zustand|@trpc|socket\.io-client|engine\.io-client|react-remove-scroll|aria-hidden))[\\/]/;

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The first versions with light-dark() and color-mix() in OKLCH, on which the tokens stand.
    target: ["chrome123", "edge123", "firefox128", "safari17.5"],
    sourcemap: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Each without dependencies of its own: what reads JSON, and what only forms check it with.
            { name: "parsing", test: /[\\/]node_modules[\\/]zod[\\/]/ },
            { name: "schemas", test: /[\\/]node_modules[\\/](re2js|@cfworker)[\\/]/ },
            // Seventy small files would take a page longer to load than the same in twenty.
            { name: "common", test: COMMON, minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/trpc": server,
      "/api": server,
      "/sign-in/": server,
      "/socket.io": { ...server, ws: true },
    },
  },
});
