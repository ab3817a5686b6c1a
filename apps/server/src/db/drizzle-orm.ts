// Drizzle as its CommonJS files, which are bundled coarser than its modules: a second less to start, 100 MB less to hold.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const orm: typeof import("drizzle-orm") = load("drizzle-orm");
const core: typeof import("drizzle-orm/pg-core") = load("drizzle-orm/pg-core");

export const {
  DrizzleQueryError,
  and,
  asc,
  between,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  min,
  ne,
  or,
  sql,
} = orm;

export const {
  alias,
  bigint,
  bigserial,
  boolean,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} = core;

type NodePostgres = typeof import("drizzle-orm/node-postgres") &
  typeof import("drizzle-orm/node-postgres/migrator");
type Pglite = typeof import("drizzle-orm/pglite") & typeof import("drizzle-orm/pglite/migrator");

export const loadNodePostgres = (): NodePostgres => ({
  ...load("drizzle-orm/node-postgres"),
  ...load("drizzle-orm/node-postgres/migrator"),
});

export const loadPglite = (): Pglite => ({
  ...load("drizzle-orm/pglite"),
  ...load("drizzle-orm/pglite/migrator"),
});
