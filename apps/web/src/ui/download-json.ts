import { downloadBlob } from "../canvas/download-blob.ts";

/** Saves a value as a JSON file that is named after its label: `Output of Fetch` is `output-of-fetch.json`. */
export function downloadJson(label: string, text: string): void {
  const name = label
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
  downloadBlob(`${name || "value"}.json`, new Blob([text], { type: "application/json" }));
}
