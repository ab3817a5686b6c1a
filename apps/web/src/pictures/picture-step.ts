import type { Port } from "@worktrail/shared/segment/schema";
import { PORT_SIZE, portY } from "../canvas/node-geometry.ts";
import { stepCaption, stepCategory, stepName } from "../canvas/step-look.ts";
import { type Status, statusLooks } from "../ui/status.ts";
import type { PictureColors } from "./picture-colors.ts";
import { pictureIcon } from "./picture-icon.ts";
import type { SceneStep } from "./picture-scene.ts";
import { cutText, textWidth } from "./picture-text.ts";
import { element, type Xml } from "./xml.ts";

const RADIUS = 10;
const TILE = { size: 34, left: 12, icon: 18, radius: 8 };
const TEXT_LEFT = TILE.left + TILE.size + 10;
const TEXT_RIGHT = 14;
export const NAME_SIZE = 13;
const CAPTION_SIZE = 12;
const MARK_WIDTH = 4;

/** A step as the canvas draws it: card, tile, name, caption, ports and, of a run, its status. */
export function pictureStep(one: SceneStep, colors: PictureColors, status: Status | undefined): Xml {
  const { step, contract, box } = one;
  const faint = status === "skipped" || step.disabled === true;
  const tone = colors.category(stepCategory(contract));
  const room = box.width - TEXT_LEFT - TEXT_RIGHT;
  const middle = box.height / 2;
  const name = cutText(stepName(step, contract), room, NAME_SIZE, true);
  const caption = cutText(stepCaption(step, contract), room, CAPTION_SIZE);
  const tileTop = middle - TILE.size / 2;
  const inset = (TILE.size - TILE.icon) / 2;
  return element(
    "g",
    { transform: `translate(${box.x} ${box.y})` },
    element("title", {}, stepName(step, contract)),
    frame(one, colors, status, faint),
    step.ui?.color && element("path", { d: markPath(box.height), fill: step.ui.color }),
    element("rect", {
      x: TILE.left,
      y: tileTop,
      width: TILE.size,
      height: TILE.size,
      rx: TILE.radius,
      fill: tone.tile,
    }),
    pictureIcon(
      step.step_type,
      TILE.left + inset,
      tileTop + inset,
      TILE.icon,
      faint ? colors.muted : tone.ink,
    ),
    element(
      "text",
      {
        x: TEXT_LEFT,
        y: middle - 4,
        "font-size": NAME_SIZE,
        "font-weight": 600,
        fill: faint ? colors.muted : colors.text,
      },
      name,
    ),
    element("text", { x: TEXT_LEFT, y: middle + 13, "font-size": CAPTION_SIZE, fill: colors.muted }, caption),
    ports(one.ports.inputs, 0, box.height, colors),
    ports(one.ports.outputs, box.width, box.height, colors),
    badge(box.width, colors, status, step.disabled === true),
  );
}

function frame(one: SceneStep, colors: PictureColors, status: Status | undefined, faint: boolean): Xml {
  const { box, contract } = one;
  const ran = status !== undefined && status !== "pending";
  return element("rect", {
    width: box.width,
    height: box.height,
    rx: RADIUS,
    fill: colors.card,
    stroke: ran ? colors.status(status) : colors.border,
    "stroke-width": ran ? 2 : 1,
    "stroke-dasharray": faint || !contract ? "4 3" : undefined,
  });
}

/** The coloured stripe at the left, inside the rounded corners. */
function markPath(height: number): string {
  return `M${MARK_WIDTH},0.5 H${RADIUS} A${RADIUS},${RADIUS} 0 0 0 0,${RADIUS} V${height - RADIUS} A${RADIUS},${RADIUS} 0 0 0 ${RADIUS},${height} H${MARK_WIDTH} Z`;
}

function ports(list: readonly Port[], x: number, height: number, colors: PictureColors): Xml[] {
  return list.map((_port, index) =>
    element("circle", {
      cx: x,
      cy: portY(index, list.length, height),
      r: PORT_SIZE / 2 - 1,
      fill: colors.port,
      stroke: colors.card,
      "stroke-width": 2,
    }),
  );
}

/** The status in words at the upper right corner: colour alone says nothing on a grey printer. */
function badge(
  width: number,
  colors: PictureColors,
  status: Status | undefined,
  disabled: boolean,
): Xml | null {
  const word = status && status !== "pending" ? statusLooks[status].word : disabled ? "Disabled" : null;
  if (word === null) return null;
  const ink = status ? colors.status(status) : colors.muted;
  const room = Math.ceil(textWidth(word, 12)) + 14;
  return element(
    "g",
    { transform: `translate(${width - room - 8} -10)` },
    element("rect", { width: room, height: 20, rx: 6, fill: colors.card, stroke: ink }),
    element("text", { x: room / 2, y: 14, "font-size": 12, "text-anchor": "middle", fill: ink }, word),
  );
}
