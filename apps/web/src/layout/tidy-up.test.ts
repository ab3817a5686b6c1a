import { buildGraph, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge, Point, Segment, Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, test } from "vitest";
import { type Box, boxesOverlap, GRID, stepSize } from "../canvas/node-geometry.ts";
import { doUndoRedo, edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { frameAround } from "../groups/group-frame.ts";
import { elkGraph, placesIn } from "./elk-graph.ts";
import { tidyUp } from "./tidy-up.ts";

const elk = new ELK();
const origin: Point = { x: 0, y: 0 };
const at = (x: number, y: number) => ({ position: { x, y } });
const split = (step_id: string, branches: number) =>
  step(step_id, { step_type: "parallel_split", config: { branches } });

async function tidied(segment: Segment, chosen?: string[]): Promise<Segment> {
  const graph = buildGraph(segment, catalog);
  const placeOf = placeIn(graph);
  const step_ids = new Set(chosen ?? graph.steps.keys());
  const laidOut = placesIn(await elk.layout(elkGraph(graph, step_ids, placeOf)));
  return doUndoRedo(segment, tidyUp(graph, laidOut, placeOf));
}

function placeIn({ steps }: SegmentGraph): (step_id: string) => Point {
  return (step_id) => steps.get(step_id)?.step.position ?? origin;
}

function boxesOf(segment: Segment): Map<string, Box> {
  const { steps } = buildGraph(segment, catalog);
  return new Map(
    [...steps].map(([id, one]) => [id, { ...(one.step.position ?? origin), ...stepSize(one.ports) }]),
  );
}

function overlapsIn(segment: Segment): string[] {
  const boxes = [...boxesOf(segment)];
  return boxes.flatMap(([id, box], index) =>
    boxes.slice(index + 1).flatMap(([other, its]) => (boxesOverlap(box, its) ? [`${id} on ${other}`] : [])),
  );
}

const noteIn = (segment: Segment) => segment.notes?.[0]?.position;

describe("tidy up", () => {
  const steps: Step[] = [split("start", 8), step("end", at(4, 8))];
  const edges: Edge[] = [];
  for (let i = 1; i <= 8; i++) {
    steps.push(step(`s${i}`, at(i, i)));
    edges.push(edge("start", `s${i}`, `branch_${i}`), edge(`s${i}`, "end"));
  }
  const pile = segmentOf(steps, edges);

  test("steps that lie on one another stand apart afterwards, on the grid, from left to right", async () => {
    const after = await tidied(pile);
    expect(overlapsIn(after)).toEqual([]);
    for (const { position } of after.steps) {
      expect([(position?.x ?? 1) % GRID, (position?.y ?? 1) % GRID].map(Math.abs)).toEqual([0, 0]);
    }
    const boxes = boxesOf(after);
    for (const { source_step, target_step } of edges) {
      const [from, to] = [boxes.get(source_step), boxes.get(target_step)];
      expect(from && to && from.x + from.width < to.x).toBe(true);
    }
  });

  test("branches stand in the order of their ports", async () => {
    const { steps: placed } = await tidied(pile);
    const rows = placed
      .filter(({ step_id }) => /^s\d$/.test(step_id))
      .map(({ position }) => position?.y ?? 0);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  test("what is tidy stays as it is", async () => {
    const after = await tidied(pile);
    const graph = buildGraph(after, catalog);
    const again = placesIn(await elk.layout(elkGraph(graph, new Set(graph.steps.keys()), placeIn(graph))));
    expect(tidyUp(graph, again, placeIn(graph))(after)).toBe(after);
  });

  test("cycles, missing ports and steps without edges are laid out as well", async () => {
    const odd = segmentOf(
      [step("a"), step("b"), step("c", { step_type: "unknown_type" }), step("d")],
      [edge("a", "b"), edge("b", "a"), edge("b", "c", "gone", "nowhere"), edge("c", "missing")],
    );
    expect(overlapsIn(await tidied(odd))).toEqual([]);
  });
});

describe("tidy up the selection", () => {
  const drawn = segmentOf(
    [step("a"), step("b", at(8, 8)), step("c", at(16, 16)), step("near", at(320, 0))],
    [edge("a", "b"), edge("b", "c"), edge("c", "near")],
  );

  test("the other steps stay, and none of them is covered", async () => {
    const after = await tidied(drawn, ["a", "b", "c"]);
    expect(after.steps[3]).toBe(drawn.steps[3]);
    expect(overlapsIn(after)).toEqual([]);
  });
});

describe("groups", () => {
  const group = (group_id: string, ...step_ids: string[]) => ({ group_id, title: group_id, step_ids });
  const framesIn = (segment: Segment) => {
    const boxes = boxesOf(segment);
    return (segment.groups ?? []).map(({ step_ids }) => ({
      step_ids,
      box: frameAround(step_ids.flatMap((id) => boxes.get(id) ?? [])),
    }));
  };
  /** Steps that stand in the frame of a group that is not theirs, and frames on frames. */
  const strangersIn = (segment: Segment) => {
    const frames = framesIn(segment);
    const strangers = [...boxesOf(segment)].flatMap(([id, box]) =>
      frames.flatMap((frame) =>
        !frame.step_ids.includes(id) && boxesOverlap(box, frame.box) ? [`${id} in ${frame.step_ids}`] : [],
      ),
    );
    const crossed = frames.flatMap((frame, index) =>
      frames
        .slice(index + 1)
        .flatMap((other) =>
          boxesOverlap(frame.box, other.box) ? [`${frame.step_ids} on ${other.step_ids}`] : [],
        ),
    );
    return [...strangers, ...crossed];
  };

  test("steps of a group stay together, and no other step comes between them", async () => {
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const drawn = segmentOf(
      ids.map((id, index) => step(id, at(index * 3, index))),
      [
        edge("a", "b"),
        edge("a", "c"),
        edge("b", "d"),
        edge("c", "d"),
        edge("d", "e"),
        edge("a", "f"),
        edge("f", "e"),
        edge("e", "g"),
        edge("e", "h"),
      ],
      { groups: [group("one", "b", "c"), group("two", "e", "g"), group("three", "h")] },
    );
    const after = await tidied(drawn);
    expect(after.groups).toBe(drawn.groups);
    expect(overlapsIn(after)).toEqual([]);
    expect(strangersIn(after)).toEqual([]);
  });

  test("a group that the flow leaves and comes back to is laid out as well", async () => {
    const drawn = segmentOf(
      [step("a"), step("b", at(8, 8)), step("c", at(16, 16))],
      [edge("a", "b"), edge("b", "c")],
      { groups: [group("round", "a", "c")] },
    );
    const after = await tidied(drawn);
    expect(overlapsIn(after)).toEqual([]);
    expect(strangersIn(after)).toEqual([]);
  });

  test("what is tidied up beside a group keeps out of its frame", async () => {
    const drawn = segmentOf(
      [step("a"), step("b", at(8, 8)), step("near", at(320, 70)), step("far", at(600, 70))],
      [edge("a", "b")],
      { groups: [group("still", "near", "far")] },
    );
    expect(strangersIn(await tidied(drawn, ["a", "b"]))).toEqual([]);
  });
});

describe("notes", () => {
  const size = { width: 200, height: 60 };
  const pair = [step("a", at(400, 400)), step("b", at(400, 420))];

  test("a note keeps its offset to the nearest step", async () => {
    const notes = [{ note_id: "n", text: "on a", position: { x: 400, y: 300 }, size }];
    const drawn = segmentOf(pair, [edge("a", "b")], { notes });
    const after = await tidied(drawn);
    const moved = after.steps[0]?.position ?? origin;
    expect(noteIn(after)).toEqual({ x: moved.x, y: moved.y - 100 });
  });

  test("a note never ends on a step that it did not lie under before", async () => {
    const notes = [{ note_id: "n", text: "below", position: { x: 640, y: 420 }, size }];
    const after = await tidied(segmentOf(pair, [edge("a", "b")], { notes }));
    const note = { ...(noteIn(after) ?? origin), ...size };
    expect([...boxesOf(after).values()].filter((box) => boxesOverlap(box, note))).toEqual([]);
  });

  test("a note beside a step that stays is left alone", async () => {
    const notes = [{ note_id: "n", text: "far", position: { x: 2000, y: 2100 }, size }];
    const drawn = segmentOf([...pair, step("far", at(2000, 2000))], [edge("a", "b")], { notes });
    expect(noteIn(await tidied(drawn, ["a", "b"]))).toEqual({ x: 2000, y: 2100 });
  });
});
