import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Point } from "@worktrail/shared/segment/schema";
import type { ELK } from "elkjs/lib/elk-api.js";
import { elkGraph, placesIn } from "./elk-graph.ts";

let engine: Promise<Pick<ELK, "layout">> | null = null;

/** Where a layered drawing from left to right puts these steps; worked out beside the page. */
export async function layOut(
  graph: SegmentGraph,
  step_ids: ReadonlySet<string>,
  placeOf: (step_id: string) => Point,
): Promise<ReadonlyMap<string, Point>> {
  engine ??= import("./layout-engine.ts").then(({ startLayoutEngine }) => startLayoutEngine());
  try {
    return placesIn(await (await engine).layout(elkGraph(graph, step_ids, placeOf)));
  } catch (error) {
    // It may not have been loaded; the next call tries again.
    engine = null;
    throw error;
  }
}
