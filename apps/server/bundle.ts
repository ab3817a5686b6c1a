// The server in a few dozen files: finding and reading over a thousand modules takes two fifths of a start.
import { relative, sep } from "node:path";
import { build, type Plugin } from "rolldown";

const OUT = `${import.meta.dirname}/dist`;

/** What a module finds beside itself — migrations, threads, segments, the web app — stays where it is. */
const inItsPlace: Plugin = {
  name: "in-its-place",
  transform: {
    filter: { id: { exclude: /^\0/ }, code: /import\.meta\.url/ },
    handler: (code, id) =>
      code.replaceAll(
        "import.meta.url",
        `new URL(${JSON.stringify(relative(OUT, id).replaceAll(sep, "/"))}, import.meta.url).href`,
      ),
  },
};

await build({
  input: { worktrail: "src/cli.ts" },
  cwd: import.meta.dirname,
  platform: "node",
  // PGlite finds its WebAssembly beside itself; pg asks for its native binding only where someone installed it.
  external: [/^@electric-sql\/pglite/, "pg-native"],
  plugins: [inItsPlace],
  output: { dir: OUT, cleanDir: true },
});
