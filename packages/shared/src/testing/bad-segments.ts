// Segments that are wrong in one way each, with the finding that must be made of them: for any catalog of the eight types.
import { doubts } from "./bad-segments/doubts.ts";
import { meanings } from "./bad-segments/meanings.ts";
import type { BadSegment } from "./bad-segments/rows.ts";
import { shapes } from "./bad-segments/shapes.ts";
import { texts } from "./bad-segments/texts.ts";

export type { BadSegment } from "./bad-segments/rows.ts";
export const badSegments: readonly BadSegment[] = [...texts, ...shapes, ...meanings, ...doubts];
