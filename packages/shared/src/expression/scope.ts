/** What an expression can see. Values are JSON; `now` and `run.started_at` are RFC 3339 times. */
export type ExpressionScope = {
  /** The value on the step's first input port. */
  data: unknown;
  /** Values by input port. */
  inputs: Record<string, unknown>;
  /** Outputs of the steps upstream, by step and port. */
  steps: Record<string, Record<string, unknown>>;
  run: { id: string; input: unknown; started_at: string };
  segment: Record<string, unknown>;
  /** The recorded start of the step, so that a retry of the same attempt computes the same. */
  now: string;
  /** Only in config fields that declare it. */
  secrets?: Record<string, string>;
};
