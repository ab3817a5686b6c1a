// Read by drizzle-kit only, from `pnpm db:generate`: the schema in, one set of SQL migrations out.
export default {
  dialect: "postgresql",
  schema: "./apps/server/src/db/schema/index.ts",
  out: "./apps/server/migrations",
};
