import { STEP_CATEGORIES } from "@worktrail/shared/step/define-step";
import { catalogEntries } from "@worktrail/steps/contracts";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";

/** Grows when a step type is added, changed or taken away. */
const CATALOG_VERSION = "1.0.0";

const published = { version: CATALOG_VERSION, categories: STEP_CATEGORIES, types: catalogEntries() };

export const catalogRouter = router({
  list: guarded("read").query(() => published),
});
