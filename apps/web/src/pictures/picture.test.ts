// @vitest-environment jsdom
import { edgeKey } from "@worktrail/shared/segment/graph";
import { aSegment } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";
import { templates } from "@worktrail/templates/templates";
import { describe, expect, test } from "vitest";
import { pictureScene } from "./picture-scene.ts";
import { type PictureOptions, segmentToSvg } from "./segment-to-svg.ts";

const HOSTILE = `<script>alert("1")</script> & ]]> ' \u0000\u000b\ud800 "`;

function read(segment: Parameters<typeof segmentToSvg>[0], options?: PictureOptions): Document {
  const { svg } = segmentToSvg(segment, catalog, options);
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(document.querySelector("parsererror")?.textContent ?? null).toBeNull();
  return document;
}

const words = (document: Document) => document.documentElement.textContent ?? "";

type Point = readonly [x: number, y: number];

/** Points along a path of one curve, `Mx,y Cx,y x,y x,y`. */
function pointsOn(path: string): Point[] {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = (
    path.match(/-?[\d.]+/g) ?? []
  ).map(Number);
  return Array.from({ length: 50 }, (_, index) => {
    const t = (index + 1) / 51;
    const along = (a: number, b: number, c: number, d: number) =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    return [along(x0, x1, x2, x3), along(y0, y1, y2, y3)];
  });
}

function isInside([x, y]: Point, box: { x: number; y: number; width: number; height: number }): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

describe("the picture of a segment", () => {
  test.each(templates.map(({ segment }) => [segment.segment_id, segment] as const))(
    "%s is well-formed and names every step and group",
    (_id, segment) => {
      const document = read(segment);
      const titles = [...document.querySelectorAll("g > title")].map((title) => title.textContent);
      expect(titles).toEqual(segment.steps.map(({ name }) => name));
      for (const { title } of segment.groups ?? []) expect(words(document)).toContain(title);
      expect(document.querySelectorAll("svg > path")).toHaveLength(segment.edges?.length ?? 0);
    },
  );

  test.each(templates.map(({ segment }) => [segment.segment_id, segment] as const))(
    "no line of %s runs behind a card",
    (_id, segment) => {
      const { edges, steps } = pictureScene(segment, catalog);
      const hidden = edges.flatMap(({ edge, path }) =>
        steps
          .filter(({ step }) => step.step_id !== edge.source_step && step.step_id !== edge.target_step)
          .filter(({ box }) => pointsOn(path).some((point) => isInside(point, box)))
          .map(({ step }) => `${edge.source_step} > ${edge.target_step} behind ${step.step_id}`),
      );
      expect(hidden).toEqual([]);
    },
  );

  test("stands by itself: no reference, no script, no HTML, no colours that only browsers know", () => {
    for (const { segment } of templates) {
      const { svg } = segmentToSvg(segment, catalog, { theme: "dark" });
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
        /href|url\(|foreignObject|<script|oklch|var\(|currentColor|\bclass=/,
      );
    }
  });

  test("takes names, notes, groups and colours as text, whatever stands in them", () => {
    const segment = aSegment()
      .step("a", "transform", { expression: "data" }, { name: HOSTILE })
      .note("n", HOSTILE)
      .with({
        name: HOSTILE,
        description: HOSTILE,
        groups: [{ group_id: "g", title: HOSTILE, step_ids: ["a"] }],
      })
      .build();
    const document = read(segment);
    expect(document.querySelector("script")).toBeNull();
    expect(document.querySelector("g > title")?.textContent).toBe(`<script>alert("1")</script> & ]]> '  "`);
  });

  test("of a selection holds that and the edges inside it, and is smaller", () => {
    const segment = aSegment()
      .step("a", "transform", { expression: "data" }, { name: "Alpha", position: { x: 0, y: 0 } })
      .step("b", "transform", { expression: "data" }, { name: "Beta", position: { x: 320, y: 0 } })
      .step("c", "transform", { expression: "data" }, { name: "Gamma", position: { x: 640, y: 400 } })
      .edge("a", "b")
      .edge("b", "c")
      .build();
    const whole = segmentToSvg(segment, catalog);
    const part = segmentToSvg(segment, catalog, {
      selection: { steps: new Set(["a", "b"]), notes: new Set() },
    });
    expect(part.svg).toContain("Beta");
    expect(part.svg).not.toContain("Gamma");
    expect(part.height).toBeLessThan(whole.height);
    expect(
      read(segment, { selection: { steps: new Set(["a", "b"]), notes: new Set() } }).querySelectorAll(
        "svg > path",
      ),
    ).toHaveLength(1);
  });

  test("of a run says in words how each step ended, and which ways were not taken", () => {
    const segment = aSegment()
      .step("a", "transform")
      .step("b", "condition")
      .step("c", "transform")
      .edge("a", "b")
      .edge("b.true", "c")
      .build();
    const document = read(segment, {
      statuses: new Map([
        ["a", "completed"],
        ["b", "failed"],
      ]),
      dead_edges: new Set(segment.edges?.slice(1).map(edgeKey)),
    });
    expect(document.querySelectorAll("svg > path[stroke-dasharray]")).toHaveLength(1);
    expect(words(document)).toContain("Completed");
    expect(words(document)).toContain("Failed");
    expect(words(document)).not.toContain("Not started");
  });

  test("an unknown type, a port that is gone, no place and no steps at all can be drawn", () => {
    read(aSegment().build());
    const document = read(
      aSegment().step("a", "no_such_type", {}).step("b", "transform").edge("a.gone", "b.nowhere").build(),
    );
    expect(words(document)).toContain("Unknown type");
    expect(document.querySelectorAll("svg > path")).toHaveLength(1);
  });
});
