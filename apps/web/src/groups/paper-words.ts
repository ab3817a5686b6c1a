import type { PaperColor } from "@worktrail/shared/segment/schema";

/** The colours of notes and groups in words. */
export const paperWords: Readonly<Record<PaperColor, string>> = {
  yellow: "Yellow",
  green: "Green",
  blue: "Blue",
  violet: "Violet",
  pink: "Pink",
  grey: "Grey",
};
