import type { Measure } from "../measure.ts";
import { measureSegment } from "../segment-rate.ts";
import { chain10 } from "../segments.ts";

export const chain10Measure: Measure = {
  name: "chain10",
  run: (context) => measureSegment(context, chain10(), { p50_commits: 6, p99_of_p50: 3 }),
};
