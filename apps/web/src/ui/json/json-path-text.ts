import { referenceText } from "../../expression-editor/reference-text.ts";
import type { JsonPath } from "./json-rows.ts";

/** A place as expressions name it: `steps.fetch.output.items[0].id`. @param root what the whole value is called there */
export function jsonPathText(root: string, path: JsonPath): string {
  const text = referenceText([root, ...path]);
  return root === "" ? text.replace(/^\./, "") : text;
}
