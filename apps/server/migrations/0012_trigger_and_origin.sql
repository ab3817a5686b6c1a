-- Nobody wrote down who asked for the runs that are here already: they go on counting as asked for by people. Neither
-- statement touches a row.
ALTER TABLE "runs" ADD COLUMN "by_hand" boolean DEFAULT true;--> statement-breakpoint
ALTER TABLE "runs" ALTER COLUMN "by_hand" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "repeats_run_id" text;
