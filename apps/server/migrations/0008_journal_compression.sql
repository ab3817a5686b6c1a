-- LZ4 costs a fraction of the time of the built-in compression. A PostgreSQL built without it, the embedded one among
-- them, leaves rows up to a page as they are and compresses only what is larger.
DO $$
BEGIN
  ALTER TABLE "run_events" ALTER COLUMN "events" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value OR undefined_object THEN
  ALTER TABLE "run_events" SET (toast_tuple_target = 8160);
END
$$;
