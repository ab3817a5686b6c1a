ALTER TABLE "runs" ADD COLUMN "priority" integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "takeovers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "taken_seq" integer;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "dead_letter" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "lock_id" integer;--> statement-breakpoint
CREATE INDEX "runs_queued" ON "runs" USING btree ("organization_id","priority","created_at") WHERE "runs"."claim_id" is null and "runs"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "runs_dead_letters" ON "runs" USING btree ("organization_id","created_at" DESC NULLS LAST,"run_id" DESC NULLS LAST) WHERE "runs"."dead_letter";