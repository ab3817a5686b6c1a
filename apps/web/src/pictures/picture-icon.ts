import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { stepIcon } from "../canvas/step-look.ts";
import { element, type Xml } from "./xml.ts";

/** The edge of an icon as it is made. */
const ICON_SIZE = 24;

/** A drawing has many steps and few types: the shapes of each are made once. */
const known = new Map<string, string>();

/** The icon of a step type as plain shapes: an SVG inside an SVG is not read everywhere. */
export function pictureIcon(step_type: string, x: number, y: number, size: number, color: string): Xml {
  return element(
    "g",
    {
      transform: `translate(${x} ${y}) scale(${size / ICON_SIZE})`,
      fill: "none",
      stroke: color,
      "stroke-width": 2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    },
    { xml: shapesOf(step_type) },
  );
}

function shapesOf(step_type: string): string {
  const shapes = known.get(step_type) ?? drawShapes(step_type);
  known.set(step_type, shapes);
  return shapes;
}

function drawShapes(step_type: string): string {
  const markup = renderToStaticMarkup(createElement(stepIcon(step_type)));
  return markup.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
}
