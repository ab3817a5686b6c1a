import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { stepIcon } from "../canvas/step-look.ts";
import { element, type Xml } from "./xml.ts";

/** The edge of an icon as it is made. */
const ICON_SIZE = 24;

/** The icon of a step type as plain shapes: an SVG inside an SVG is not read everywhere. */
export function pictureIcon(step_type: string, x: number, y: number, size: number, color: string): Xml {
  const markup = renderToStaticMarkup(createElement(stepIcon(step_type)));
  const shapes = markup.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
  const scale = size / ICON_SIZE;
  return element(
    "g",
    {
      transform: `translate(${x} ${y}) scale(${scale})`,
      fill: "none",
      stroke: color,
      "stroke-width": 2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    },
    { xml: shapes },
  );
}
