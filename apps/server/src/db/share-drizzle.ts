import { registerHooks } from "node:module";

const COMMONJS = ["require", "node", "node-addons", "module-sync"];

/**
 * Loads a module that imports Drizzle: it gets the files that are loaded already. Only while it loads, since a hook
 * makes every module take a third longer.
 */
export async function sharingDrizzle(load: () => Promise<unknown>): Promise<void> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, specifier.startsWith("drizzle-orm") ? { ...context, conditions: COMMONJS } : context),
  });
  try {
    await load();
  } finally {
    hooks.deregister();
  }
}
