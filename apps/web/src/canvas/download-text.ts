import { downloadBlob } from "./download-blob.ts";

/** Hands a text to the browser as a JSON file to keep. */
export function downloadText(file_name: string, text: string): void {
  downloadBlob(file_name, new Blob([text], { type: "application/json" }));
}
