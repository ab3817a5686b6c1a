import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { toast } from "sonner";
import { downloadBlob } from "../canvas/download-blob.ts";
import type { PictureOptions } from "./segment-to-svg.ts";

export type PictureFormat = "svg" | "png";

/** Draws a segment and hands it to the browser as a file. The drawing code is loaded when it is first asked for. */
export async function savePicture(
  segment: Segment,
  format: PictureFormat,
  options: PictureOptions = {},
): Promise<void> {
  try {
    const { segmentToSvg } = await import("./segment-to-svg.ts");
    const picture = segmentToSvg(segment, catalog, options);
    const name = `${segment.segment_id}${options.selection ? ".selection" : ""}.${format}`;
    if (format === "svg") return downloadBlob(name, new Blob([picture.svg], { type: "image/svg+xml" }));
    const { svgToPng } = await import("./svg-to-png.ts");
    const { blob, width, height, reduced } = await svgToPng(picture);
    downloadBlob(name, blob);
    if (reduced) toast.info(reducedSentence(width, height));
  } catch {
    toast.error("The picture could not be drawn. Try SVG, or a selection of the steps.");
  }
}

function reducedSentence(width: number, height: number): string {
  const size = `${width.toLocaleString("en")} by ${height.toLocaleString("en")} pixels`;
  return `The picture was made smaller, ${size}: browsers draw no larger ones. SVG keeps every detail.`;
}
