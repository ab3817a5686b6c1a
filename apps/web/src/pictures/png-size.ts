import type { Size } from "../canvas/node-geometry.ts";

/** Sharp on screens with two pixels for one. */
const WANTED_SCALE = 2;
/** More pixels than this on a side are not drawn by every browser. */
export const LONGEST_SIDE = 8_192;

/** How many pixels for one of the drawing; less than two where the picture would be larger than browsers draw. */
function pngScale({ width, height }: Size): number {
  return Math.min(WANTED_SCALE, LONGEST_SIDE / width, LONGEST_SIDE / height);
}

export function pngSize(size: Size): Size & { readonly reduced: boolean } {
  const scale = pngScale(size);
  return {
    width: Math.max(1, Math.floor(size.width * scale)),
    height: Math.max(1, Math.floor(size.height * scale)),
    reduced: scale < WANTED_SCALE,
  };
}
