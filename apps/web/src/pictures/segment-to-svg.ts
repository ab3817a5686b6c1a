import type { Note, Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Status } from "../ui/status.ts";
import { type PictureColors, type PictureTheme, pictureColors } from "./picture-colors.ts";
import { type PictureSelection, pictureScene, type Scene, type SceneEdge } from "./picture-scene.ts";
import { pictureStep } from "./picture-step.ts";
import { cutText, plainText, wrapText } from "./picture-text.ts";
import { element, type Xml } from "./xml.ts";

export type PictureOptions = {
  /** Left out, the whole segment. */
  readonly selection?: PictureSelection | undefined;
  /** Light when left out: pictures mostly go into documents. */
  readonly theme?: PictureTheme;
  /** Of a run, by step; a step that is not named has not started. */
  readonly statuses?: ReadonlyMap<string, Status> | undefined;
  /** Keys of the edges of a run that will never carry anything. */
  readonly dead_edges?: ReadonlySet<string> | undefined;
};

/** A drawing that stands by itself: one SVG text without anything outside it. Sizes are in pixels at 100 %. */
export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

const FONTS = "'Inter Variable', Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const NOTE = { padding: 12, size: 13, line: 18 };
const LABEL_OFFSET = 12;

/** Draws a segment, or what of it is selected, as the canvas does at 100 %. */
export function segmentToSvg(segment: Segment, catalog: Catalog, options: PictureOptions = {}): Picture {
  const { theme = "light", selection, statuses, dead_edges } = options;
  const scene = pictureScene(segment, catalog, selection);
  const colors = pictureColors(theme);
  const { x, y, width, height } = scene.bounds;
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `${x} ${y} ${width} ${height}`,
      role: "img",
      "font-family": FONTS,
    },
    element("title", {}, segment.name),
    segment.description ? element("desc", {}, segment.description) : null,
    element("rect", { x, y, width, height, fill: colors.ground }),
    groupsOf(scene, colors),
    scene.notes.map((note) => noteOf(note, colors)),
    scene.edges.map((edge) => edgeOf(edge, colors, dead_edges?.has(edge.key) ?? false)),
    scene.steps.map((one) => pictureStep(one, colors, statuses?.get(one.step.step_id))),
    // Above the cards: a label next to a port must not be cut off by its neighbour.
    scene.edges.map((edge) => labelOf(edge, colors)),
  );
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svg.xml}\n`, width, height };
}

function groupsOf({ groups }: Scene, colors: PictureColors): Xml[] {
  return groups.map(({ group, box }) => {
    const paper = colors.paper(group.color ?? "grey");
    const title = cutText(group.title, box.width - 24, NOTE.size, true);
    return element(
      "g",
      {},
      element("rect", { ...box, rx: 12, fill: paper.fill, "fill-opacity": 0.6, stroke: paper.border }),
      element(
        "text",
        { x: box.x + 12, y: box.y + 20, "font-size": NOTE.size, "font-weight": 600, fill: colors.text },
        title,
      ),
    );
  });
}

function noteOf({ text, color, position: { x, y }, size }: Note, colors: PictureColors): Xml {
  const paper = colors.paper(color ?? "yellow");
  const most = Math.max(1, Math.floor((size.height - 2 * 8) / NOTE.line));
  const lines = wrapText(plainText(text), size.width - 2 * NOTE.padding, NOTE.size, most);
  return element(
    "g",
    {},
    element("rect", { x, y, ...size, rx: 6, fill: paper.fill, stroke: paper.border }),
    element(
      "text",
      { "font-size": NOTE.size, fill: colors.text },
      lines.map((line, index) =>
        element(
          "tspan",
          { x: x + NOTE.padding, y: y + 8 + (index + 1) * NOTE.line - 4 },
          line === "" ? " " : line,
        ),
      ),
    ),
  );
}

function edgeOf({ path }: SceneEdge, colors: PictureColors, dead: boolean): Xml {
  return element("path", {
    d: path,
    fill: "none",
    stroke: colors.edge,
    "stroke-width": 1.5,
    "stroke-dasharray": dead ? "2 4" : undefined,
    "stroke-opacity": dead ? 0.6 : undefined,
  });
}

/** A halo in the ground's colour parts the words from the line: drawn first, for programs without `paint-order`. */
function labelOf({ label, from }: SceneEdge, colors: PictureColors): Xml | null {
  if (label === null) return null;
  const place = { x: from.x + LABEL_OFFSET, y: from.y + 4, "font-size": 12, "font-weight": 500 };
  return element(
    "g",
    {},
    element(
      "text",
      { ...place, fill: colors.ground, stroke: colors.ground, "stroke-width": 6, "stroke-linejoin": "round" },
      label,
    ),
    element("text", { ...place, fill: colors.muted }, label),
  );
}
