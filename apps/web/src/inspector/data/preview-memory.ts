// What a person chose to preview a step with, and the sample they wrote, in this browser.
import { isJsonObject, type JsonValue } from "@worktrail/shared/json";

export type PreviewWith = "last_run" | "sample";
export type PreviewChoice = {
  readonly use: PreviewWith;
  /** JSON as it was written; null where nobody wrote any. */
  readonly sample: string | null;
};

type Memory = Pick<Storage, "getItem" | "setItem">;

export const NO_CHOICE: PreviewChoice = { use: "last_run", sample: null };
/** Beyond this a sample is not worth a browser's small store. */
const MAX_LENGTH = 100_000;

const keyOf = (segment_id: string, step_id: string) => `worktrail.preview.${segment_id}.${step_id}`;

export function recallPreview(
  segment_id: string,
  step_id: string,
  memory: Memory = localStorage,
): PreviewChoice {
  try {
    const kept: JsonValue = JSON.parse(memory.getItem(keyOf(segment_id, step_id)) ?? "null");
    if (!isJsonObject(kept)) return NO_CHOICE;
    return {
      use: kept.use === "sample" ? "sample" : "last_run",
      sample: typeof kept.sample === "string" ? kept.sample : null,
    };
  } catch {
    return NO_CHOICE;
  }
}

/** A full or closed store only means that nothing is remembered. */
export function rememberPreview(
  segment_id: string,
  step_id: string,
  choice: PreviewChoice,
  memory: Memory = localStorage,
): void {
  try {
    const text = JSON.stringify(choice);
    if (text.length <= MAX_LENGTH) memory.setItem(keyOf(segment_id, step_id), text);
  } catch {
    // Nothing is lost but a convenience.
  }
}
