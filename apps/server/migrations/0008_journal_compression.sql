-- LZ4 costs a fraction of the time of the built-in compression; a PostgreSQL built without it keeps the latter.
DO $$
BEGIN
  ALTER TABLE "run_events" ALTER COLUMN "events" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value OR undefined_object THEN
  NULL;
END
$$;
