ALTER TABLE "runs" ADD COLUMN "parent_run_id" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "parent_step_id" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "iteration" integer;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "depth" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "children_moved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "runs_by_parent" ON "runs" USING btree ("parent_run_id","parent_step_id","iteration") WHERE "runs"."parent_run_id" is not null;--> statement-breakpoint
CREATE INDEX "runs_unfinished_children" ON "runs" USING btree ("parent_run_id") WHERE "runs"."parent_run_id" is not null and "runs"."ended_at" is null;