/** Ids of what a gesture is about; edges by `edgeKey`. */
export type Parts = {
  readonly steps: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
};
