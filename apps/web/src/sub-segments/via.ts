// The way into a sub-segment, as the address keeps it: the ids of the segments above, the outermost first.
import { IdSchema } from "@worktrail/shared/segment/schema";

const MAX_LEVELS = 8;

/** The segments above; what is no id is left out, since an address may be written by anybody. */
export function segmentsOfVia(via: string | undefined): string[] {
  const ids = (via ?? "").split(".").filter((id) => IdSchema.safeParse(id).success);
  return ids.slice(-MAX_LEVELS);
}

/** The way into a segment that `segment_id` runs. */
export function viaWith(via: string | undefined, segment_id: string): string {
  return [...segmentsOfVia(via), segment_id].slice(-MAX_LEVELS).join(".");
}

/** The way to the segment at this level of the way. */
export function viaUpTo(via: string | undefined, level: number): string | undefined {
  const above = segmentsOfVia(via).slice(0, level);
  return above.length > 0 ? above.join(".") : undefined;
}
