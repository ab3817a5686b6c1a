import { foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from "../drizzle-orm.ts";
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

/** The head of each segment: its newest revision, the published one, and whether it was deleted. */
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
    published_revision: integer(),
    published_at: moment(),
    published_by: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.segment_id] }),
    index("segments_by_update").on(table.organization_id, table.project_id, table.updated_at.desc()),
  ],
);

/**
 * Every saved revision. `document` is the canonical JSON of the segment, byte for byte, and never changed; what
 * people call it and say of it may be.
 */
export const segment_revisions = pgTable(
  "segment_revisions",
  {
    organization_id: text().notNull(),
    segment_id: text().notNull(),
    revision: integer().notNull(),
    document: text().notNull(),
    created_at: moment().notNull().defaultNow(),
    created_by: text().notNull(),
    name: text(),
    note: text(),
    named_at: moment(),
    named_by: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.segment_id, table.revision] }),
    foreignKey({
      columns: [table.organization_id, table.segment_id],
      foreignColumns: [segments.organization_id, segments.segment_id],
    }).onDelete("cascade"),
  ],
);

/** Every publishing and its end, in order; `number` counts up within a segment. Rows are never changed. */
export const segment_publications = pgTable(
  "segment_publications",
  {
    organization_id: text().notNull(),
    segment_id: text().notNull(),
    number: integer().notNull(),
    action: text({ enum: ["published", "unpublished"] }).notNull(),
    revision: integer().notNull(),
    done_at: moment().notNull().defaultNow(),
    done_by: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.segment_id, table.number] }),
    index("segment_publications_by_revision").on(table.organization_id, table.segment_id, table.revision),
    foreignKey({
      columns: [table.organization_id, table.segment_id],
      foreignColumns: [segments.organization_id, segments.segment_id],
    }).onDelete("cascade"),
  ],
);
