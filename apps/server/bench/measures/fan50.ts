import type { Measure } from "../measure.ts";
import { measureSegment } from "../segment-rate.ts";
import { fan50 } from "../segments.ts";

export const fan50Measure: Measure = {
  name: "fan50",
  run: (context) => measureSegment(context, fan50()),
};
