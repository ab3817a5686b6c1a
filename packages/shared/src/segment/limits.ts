/** The size of segment that every part of the system promises to handle; beyond it is refused. */
export const SEGMENT_LIMITS = {
  bytes: 2_000_000,
  steps: 2_000,
  edges: 5_000,
  notes: 500,
  groups: 500,
  depth: 32,
  string_length: 100_000,
  id_length: 64,
} as const;
