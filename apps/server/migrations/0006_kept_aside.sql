CREATE TABLE "run_checkpoints" (
	"run_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"seq" integer NOT NULL,
	"format" integer NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"days" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_values" (
	"organization_id" text NOT NULL,
	"run_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "run_values_run_id_hash_pk" PRIMARY KEY("run_id","hash")
);
--> statement-breakpoint
CREATE TABLE "stored_values" (
	"organization_id" text NOT NULL,
	"hash" text NOT NULL,
	"value" text NOT NULL,
	"bytes" integer NOT NULL,
	CONSTRAINT "stored_values_organization_id_hash_pk" PRIMARY KEY("organization_id","hash")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "journal_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "retention_rules" ADD CONSTRAINT "retention_rules_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_values_by_value" ON "run_values" USING btree ("organization_id","hash");