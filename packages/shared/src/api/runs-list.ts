// What the lists of runs are asked: the same filter for the rows, the counts, the chart and the export.
import { z } from "zod";
import { RUN_STATUSES } from "../run/state.ts";
import { IdSchema } from "../segment/schema.ts";
import { RunIdSchema } from "./runs.ts";

/** What began a run. `hand`: a person in the browser; `api`: a script with a token; `run`: a step of another run. */
export const RUN_TRIGGERS = ["hand", "api", "schedule", "run"] as const;
export type RunStartedBy = (typeof RUN_TRIGGERS)[number];

/** `step`: what a step of the run gave, or why one failed. */
export const RUN_TEXT_FIELDS = ["input", "output", "error", "step"] as const;
export type RunTextField = (typeof RUN_TEXT_FIELDS)[number];

const StatusSchema = z.enum(RUN_STATUSES);

const filterFields = {
  segment_id: IdSchema.optional(),
  revision: z.int().min(1).optional(),
  status: z.union([StatusSchema, z.array(StatusSchema).min(1).max(RUN_STATUSES.length)]).optional(),
  /** Only the runs that failed because no server could bring them to an end; `runs.retry` takes one out again. */
  dead_letter: z.literal(true).optional(),
  /** The runs that this one has started; left out, only such that no other run started, unless `trigger` says else. */
  parent_run_id: RunIdSchema.optional(),
  trigger: z.enum(RUN_TRIGGERS).optional(),
  /** The user in whose name it runs. */
  who: z.string().min(1).max(100).optional(),
  /** Made at this time or later. */
  from: z.iso.datetime().optional(),
  /** Made before this time. */
  to: z.iso.datetime().optional(),
  /** Stands somewhere in the JSON of inputs, outputs or errors; large and small letters are the same. */
  text: z.string().trim().min(1).max(200).optional(),
  /** Where to look for `text`; left out, everywhere. */
  text_in: z.array(z.enum(RUN_TEXT_FIELDS)).min(1).max(RUN_TEXT_FIELDS.length).optional(),
};
export const RunsFilterSchema = z.strictObject(filterFields);
export type RunsFilter = z.output<typeof RunsFilterSchema>;

/** The most runs that one call acts on, names or exports by their ids. */
export const MAX_MANY_RUNS = 100;

const RunIdsSchema = z.array(RunIdSchema).min(1).max(MAX_MANY_RUNS);

export const ListRunsInput = z
  .strictObject({
    ...filterFields,
    /** Only these, as far as the filter lets them through. */
    run_ids: RunIdsSchema.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .prefault({});

/** The most bars that one chart may have. */
export const MAX_BUCKETS = 200;

const ChartSchema = z
  .strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucket_seconds: z
      .int()
      .min(60)
      .max(31 * 86_400),
  })
  .refine(
    ({ from, to }) => Date.parse(from) < Date.parse(to),
    "The time that the chart begins at has to be before its end",
  )
  .refine(
    ({ from, to, bucket_seconds }) =>
      Date.parse(to) - Date.parse(from) <= MAX_BUCKETS * bucket_seconds * 1_000,
    `A chart has at most ${MAX_BUCKETS} bars; ask for longer ones or for less time`,
  );
export type ChartRange = z.output<typeof ChartSchema>;

export const CountRunsInput = z.strictObject({ ...filterFields, chart: ChartSchema.optional() }).prefault({});

export const ManyRunsInput = z.strictObject({ run_ids: RunIdsSchema });
export const CancelManyInput = z.strictObject({
  run_ids: RunIdsSchema,
  reason: z.string().max(500).optional(),
});
