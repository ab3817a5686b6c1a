CREATE TABLE "run_logs" (
	"organization_id" text NOT NULL,
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"first_line" integer NOT NULL,
	"batch" bigserial NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"lines" text NOT NULL,
	"line_count" integer NOT NULL,
	"bytes" integer NOT NULL,
	"cut" boolean DEFAULT false NOT NULL,
	CONSTRAINT "run_logs_run_id_step_id_attempt_first_line_pk" PRIMARY KEY("run_id","step_id","attempt","first_line")
);
