DROP INDEX "runs_by_idempotency_key";--> statement-breakpoint
CREATE UNIQUE INDEX "runs_by_idempotency_key" ON "runs" USING btree ("organization_id","idempotency_key") WHERE "runs"."idempotency_key" is not null;--> statement-breakpoint
ALTER TABLE "run_events" ADD COLUMN "last_seq" integer;--> statement-breakpoint
ALTER TABLE "run_events" ADD COLUMN "events" text;--> statement-breakpoint
UPDATE "run_events" SET "last_seq" = "seq", "events" = '[' || "event" || ']';--> statement-breakpoint
ALTER TABLE "run_events" ALTER COLUMN "last_seq" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "run_events" ALTER COLUMN "events" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "run_events" DROP COLUMN "event";
