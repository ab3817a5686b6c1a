// What has to be in place before anything large is loaded.
import { enableCompileCache, registerHooks } from "node:module";

const COMMONJS = ["require", "node", "node-addons", "module-sync"];

// Compiled modules are kept between starts, which nearly halves the time to listen.
enableCompileCache();

// Drizzle's CommonJS files are bundled coarser than its modules: a second less to start, 100 MB less to hold.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier.startsWith("drizzle-orm") ? { ...context, conditions: COMMONJS } : context),
});
