CREATE TABLE "segment_publications" (
	"organization_id" text NOT NULL,
	"segment_id" text NOT NULL,
	"number" integer NOT NULL,
	"action" text NOT NULL,
	"revision" integer NOT NULL,
	"done_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_by" text NOT NULL,
	CONSTRAINT "segment_publications_organization_id_segment_id_number_pk" PRIMARY KEY("organization_id","segment_id","number")
);
--> statement-breakpoint
ALTER TABLE "segment_revisions" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "segment_revisions" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "segment_revisions" ADD COLUMN "named_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "segment_revisions" ADD COLUMN "named_by" text;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "published_revision" integer;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "published_by" text;--> statement-breakpoint
ALTER TABLE "segment_publications" ADD CONSTRAINT "segment_publications_organization_id_segment_id_segments_organization_id_segment_id_fk" FOREIGN KEY ("organization_id","segment_id") REFERENCES "public"."segments"("organization_id","segment_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "segment_publications_by_revision" ON "segment_publications" USING btree ("organization_id","segment_id","revision");