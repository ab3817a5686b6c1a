import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const target = process.env.WORKTRAIL_DEV_SERVER ?? "http://127.0.0.1:4700";
// The browser's own Host goes on: the server takes changes by cookie from its own page only.
const server = { target, changeOrigin: false };

function ofPackages(...names: string[]): RegExp {
  return new RegExp(`[\\\\/]node_modules[\\\\/](${names.join("|")})[\\\\/]`);
}

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The first versions with light-dark() and color-mix() in OKLCH, on which the tokens stand.
    target: ["chrome123", "edge123", "firefox128", "safari17.5"],
    sourcemap: true,
    rolldownOptions: {
      output: {
        // Pages that read JSON but show no form do without the form library.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "forms",
              test: ofPackages("@rjsf", "@x0k", "markdown-to-jsx", "fast-equals", "fast-uri"),
            },
            { name: "schemas", test: ofPackages("zod", "re2js", "@cfworker") },
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
