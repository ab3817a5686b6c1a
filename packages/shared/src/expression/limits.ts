/** Every bound of the expression language in one place, so that the rules can be read and tested together. */
export const EXPRESSION_LIMITS = {
  source_length: 10_000,
  syntax_nodes: 5_000,
  parse_depth: 200,
  syntax_depth: 500,
  template_length: 100_000,
  template_placeholders: 1_000,
  config_depth: 64,
  value_depth: 128,
  string_length: 5_000_000,
  list_length: 1_000_000,
  result_nodes: 1_000_000,
  result_size: 5_000_000,
  pattern_length: 1_000,
  compiled_programs: 500,
  compiled_patterns: 100,
} as const;

/** Work units that fit well inside 50 ms on a slow core: the bound for evaluating on the thread that serves people. */
export const INLINE_BUDGET = 200_000;

/** Work units for an evaluation in a worker that also has a deadline. */
export const WORKER_BUDGET = 20_000_000;
