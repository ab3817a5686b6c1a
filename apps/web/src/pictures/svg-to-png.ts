import fontUrl from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import type { Size } from "../canvas/node-geometry.ts";
import { pngSize } from "./png-size.ts";
import type { Picture } from "./segment-to-svg.ts";

export type PngPicture = Size & { readonly blob: Blob; readonly reduced: boolean };

/** The picture in pixels, two for each of the drawing's where a browser can draw that many. */
export async function svgToPng(picture: Picture): Promise<PngPicture> {
  const size = pngSize(picture);
  const image = await loadImage(await withOwnFont(picture.svg));
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no canvas to draw on.");
  context.drawImage(image, 0, 0, size.width, size.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture is too large for this browser.");
  return { ...size, blob };
}

async function loadImage(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** An image sees no font of the page: ours goes into it. Without it, the machine's sans-serif is drawn. */
async function withOwnFont(svg: string): Promise<string> {
  const font = await dataUrl(fontUrl).catch(() => null);
  if (font === null) return svg;
  const face = `<style>@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(${font})}</style>`;
  return svg.replace("<title>", `${face}<title>`);
}

async function dataUrl(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The font answered ${answer.status}.`);
  const blob = await answer.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
