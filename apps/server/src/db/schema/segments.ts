import { foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { organization } from "./identity.ts";

const moment = () => timestamp({ withTimezone: true, mode: "date" });

export const projects = pgTable(
  "projects",
  {
    project_id: text().primaryKey(),
    organization_id: text()
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    name: text().notNull(),
    created_at: moment().notNull().defaultNow(),
  },
  (table) => [index("projects_by_organization").on(table.organization_id, table.created_at)],
);

/** The head of each segment: its newest revision, and whether it was deleted. */
export const segments = pgTable(
  "segments",
  {
    organization_id: text().notNull(),
    segment_id: text().notNull(),
    project_id: text()
      .notNull()
      .references(() => projects.project_id, { onDelete: "cascade" }),
    name: text().notNull(),
    revision: integer().notNull(),
    created_at: moment().notNull().defaultNow(),
    updated_at: moment().notNull().defaultNow(),
    updated_by: text().notNull(),
    deleted_at: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.segment_id] }),
    index("segments_by_update").on(table.organization_id, table.project_id, table.updated_at.desc()),
  ],
);

/** Every saved revision, never changed. `document` is the canonical JSON of the segment, byte for byte. */
export const segment_revisions = pgTable(
  "segment_revisions",
  {
    organization_id: text().notNull(),
    segment_id: text().notNull(),
    revision: integer().notNull(),
    document: text().notNull(),
    created_at: moment().notNull().defaultNow(),
    created_by: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.segment_id, table.revision] }),
    foreignKey({
      columns: [table.organization_id, table.segment_id],
      foreignColumns: [segments.organization_id, segments.segment_id],
    }).onDelete("cascade"),
  ],
);
