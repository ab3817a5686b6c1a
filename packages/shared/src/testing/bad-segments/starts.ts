// What the bad segments begin with before one thing is made wrong.
import type { JsonObject } from "../../json.ts";
import { aSegment } from "../builders.ts";

export const one = () => aSegment().step("a", "transform");
export const two = () => one().step("b", "transform");
export const pair = () => two().edge("a", "b");

export function transform(expression: string): JsonObject {
  return { expression };
}
