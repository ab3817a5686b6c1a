import type { Issue } from "../issue.ts";
import { jsonSchemaUsable } from "../json-schema.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function inputSchema({ segment }: RuleContext): Issue[] {
  const problem = segment.input_schema ? jsonSchemaUsable(segment.input_schema) : null;
  return problem === null ? [] : [errorAt("INPUT_SCHEMA_INVALID", "/input_schema", problem)];
}
