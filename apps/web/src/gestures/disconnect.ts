import type { Gesture } from "./gesture.ts";
import { removeParts } from "./remove.ts";

/** Removes edges by `edgeKey`. */
export function disconnect(edge_keys: Iterable<string>): Gesture {
  return removeParts({ steps: new Set(), edges: new Set(edge_keys), notes: new Set() });
}
