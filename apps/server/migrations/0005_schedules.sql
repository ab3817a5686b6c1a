CREATE TABLE "schedule_changes" (
	"organization_id" text NOT NULL,
	"schedule_id" text NOT NULL,
	"number" integer NOT NULL,
	"action" text NOT NULL,
	"fields" text NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	"done_by" text,
	CONSTRAINT "schedule_changes_organization_id_schedule_id_number_pk" PRIMARY KEY("organization_id","schedule_id","number")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"organization_id" text NOT NULL,
	"schedule_id" text NOT NULL,
	"segment_id" text NOT NULL,
	"name" text NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text NOT NULL,
	"input" text,
	"config" text NOT NULL,
	"enabled" boolean NOT NULL,
	"missed" text NOT NULL,
	"next_at" timestamp with time zone,
	"firing_due_at" timestamp with time zone,
	"firing_until" timestamp with time zone,
	"last_due_at" timestamp with time zone,
	"last_late_ms" bigint,
	"last_outcome" text,
	"last_reason" text,
	"last_run_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "schedules_organization_id_schedule_id_pk" PRIMARY KEY("organization_id","schedule_id")
);
--> statement-breakpoint
ALTER TABLE "schedule_changes" ADD CONSTRAINT "schedule_changes_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "schedules_by_segment" ON "schedules" USING btree ("organization_id","segment_id");--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_at") WHERE "schedules"."enabled";--> statement-breakpoint
CREATE INDEX "schedules_firing" ON "schedules" USING btree ("firing_until") WHERE "schedules"."firing_due_at" is not null;