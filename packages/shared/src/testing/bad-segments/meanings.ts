import { aSegment } from "../builders.ts";
import { rows } from "./rows.ts";
import { one, pair, transform, two } from "./starts.ts";

const ports = (port_id: string, data_type: "string" | "number" | "json" | "boolean") => [
  { port_id, data_type },
];

export const meanings = rows("error", [
  ["no step in the list", aSegment().build(), "SEGMENT_EMPTY", "/steps"],
  ["the same step id twice", one().step("a", "transform").build(), "STEP_ID_DUPLICATE", "/steps/1/step_id"],
  ["the same note id twice", one().note("n").note("n").build(), "NOTE_ID_DUPLICATE", "/notes/1/note_id"],
  [
    "the same group id twice",
    one()
      .with({
        groups: [
          { group_id: "g", title: "One", step_ids: ["a"] },
          { group_id: "g", title: "Two", step_ids: [] },
        ],
      })
      .build(),
    "GROUP_ID_DUPLICATE",
    "/groups/1/group_id",
  ],
  [
    "an unknown step type",
    one().step("b", "teleport", {}).build(),
    "STEP_TYPE_UNKNOWN",
    "/steps/1/step_type",
  ],
  [
    "a step type named toString",
    one().step("b", "to_string", {}).build(),
    "STEP_TYPE_UNKNOWN",
    "/steps/1/step_type",
  ],
  [
    "a config without what it needs",
    aSegment().step("a", "http_action", {}).build(),
    "CONFIG_INVALID",
    "/steps/0/config/url",
  ],
  [
    "a config that is left out",
    aSegment().step("a", "condition", undefined, { config: undefined }).build(),
    "CONFIG_INVALID",
    "/steps/0/config/expression",
  ],
  [
    "a config with an unknown key",
    aSegment().step("a", "condition", { expression: "true", expresion: "" }).build(),
    "CONFIG_INVALID",
    "/steps/0/config/expresion",
  ],
  [
    "a config with a wrong value",
    aSegment().step("a", "llm_agent", { model: "demo/echo", temperature: 9 }).build(),
    "CONFIG_INVALID",
    "/steps/0/config/temperature",
  ],
  [
    "a transform with both forms",
    aSegment()
      .step("a", "transform", { expression: "data", mapping: { x: "1" } })
      .build(),
    "CONFIG_INVALID",
    "/steps/0/config",
  ],
  [
    "a transform with neither form",
    aSegment().step("a", "transform", {}).build(),
    "CONFIG_INVALID",
    "/steps/0/config",
  ],
  [
    "one branch",
    aSegment().step("a", "parallel_split", { branches: 1 }).build(),
    "CONFIG_INVALID",
    "/steps/0/config/branches",
  ],
  [
    "an unusable answer schema",
    aSegment()
      .step("a", "llm_agent", { model: "demo/echo", output_schema: { type: "text" } })
      .build(),
    "CONFIG_INVALID",
    "/steps/0/config/output_schema",
  ],
  [
    "an unusable form schema",
    aSegment()
      .step("a", "human_task", {
        task_type: "input",
        title: "x",
        form_schema: { $ref: "https://example.com/a" },
      })
      .build(),
    "CONFIG_INVALID",
    "/steps/0/config/form_schema",
  ],
  [
    "an unusable input schema",
    one()
      .with({ input_schema: { $ref: "#" } })
      .build(),
    "INPUT_SCHEMA_INVALID",
    "/input_schema",
  ],
  [
    "a declared port twice",
    aSegment()
      .step("a", "transform", undefined, { inputs: [...ports("input", "json"), ...ports("input", "json")] })
      .build(),
    "PORT_DUPLICATE",
    "/steps/0/inputs/1/port_id",
  ],
  [
    "a declared input that the type lacks",
    aSegment()
      .step("a", "transform", undefined, { inputs: ports("in", "json") })
      .build(),
    "PORT_UNKNOWN",
    "/steps/0/inputs/0/port_id",
  ],
  [
    "a declared output that the type lacks",
    aSegment()
      .step("a", "transform", undefined, { outputs: ports("result", "json") })
      .build(),
    "PORT_UNKNOWN",
    "/steps/0/outputs/0/port_id",
  ],
  [
    "a declared type that does not fit",
    aSegment()
      .step("a", "parallel_join", undefined, { outputs: ports("output", "string") })
      .build(),
    "PORT_TYPE_CONFLICT",
    "/steps/0/outputs/0/data_type",
  ],
  [
    "an unusable port schema",
    aSegment()
      .step("a", "transform", undefined, {
        inputs: [{ port_id: "input", data_type: "string", schema: { pattern: "(" } }],
      })
      .build(),
    "PORT_SCHEMA_INVALID",
    "/steps/0/inputs/0/schema",
  ],
  [
    "retry where it is not supported",
    aSegment()
      .step("a", "condition", undefined, { retry: { max_attempts: 2 } })
      .build(),
    "RETRY_UNSUPPORTED",
    "/steps/0/retry",
  ],
  [
    "a time-out where it is not supported",
    aSegment().step("a", "condition", undefined, { timeout_seconds: 5 }).build(),
    "TIMEOUT_UNSUPPORTED",
    "/steps/0/timeout_seconds",
  ],
  ["an edge from nowhere", pair().edge("ghost", "b").build(), "EDGE_STEP_MISSING", "/edges/1/source_step"],
  ["an edge to nowhere", pair().edge("a", "ghost").build(), "EDGE_STEP_MISSING", "/edges/1/target_step"],
  [
    "an edge from a missing port",
    pair().edge("a.result", "b").build(),
    "EDGE_PORT_MISSING",
    "/edges/1/source_port",
  ],
  [
    "an edge into a missing port",
    pair().edge("a", "b.in").build(),
    "EDGE_PORT_MISSING",
    "/edges/1/target_port",
  ],
  [
    "an edge from the error port without routing",
    pair().edge("a.error", "b").build(),
    "EDGE_PORT_MISSING",
    "/edges/1/source_port",
  ],
  [
    "an edge from a branch beyond the last",
    aSegment().step("a", "parallel_split").step("b", "transform").edge("a.branch_3", "b").build(),
    "EDGE_PORT_MISSING",
    "/edges/0/source_port",
  ],
  ["an edge to its own step", pair().edge("b", "b").build(), "EDGE_SELF", "/edges/1"],
  ["the same edge twice", pair().edge("a", "b").build(), "EDGE_DUPLICATE", "/edges/1"],
  [
    "an object into a text",
    aSegment()
      .step("a", "http_action")
      .step("b", "transform", undefined, { inputs: ports("input", "string") })
      .edge("a.response", "b")
      .build(),
    "EDGE_TYPE_MISMATCH",
    "/edges/0",
  ],
  [
    "a number into true or false",
    aSegment()
      .step("a", "transform", undefined, { outputs: ports("output", "number") })
      .step("b", "transform", undefined, { inputs: ports("input", "boolean") })
      .edge("a", "b")
      .build(),
    "EDGE_TYPE_MISMATCH",
    "/edges/0",
  ],
  ["a cycle of two", pair().edge("b", "a").build(), "CYCLE", "/edges/1"],
  [
    "a cycle behind a beginning",
    pair().step("c", "transform").edge("b", "c").edge("c", "b").build(),
    "CYCLE",
    "/edges/2",
  ],
  [
    "an expression that does not parse",
    aSegment().step("a", "transform", transform("data.")).build(),
    "EXPRESSION_SYNTAX",
    "/steps/0/config/expression",
  ],
  [
    "an unknown function",
    aSegment().step("a", "transform", transform("frobnicate(data)")).build(),
    "EXPRESSION_SYNTAX",
    "/steps/0/config/expression",
  ],
  [
    "an unknown name",
    aSegment().step("a", "condition", transform("total > 5")).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/expression",
  ],
  [
    "a mistake in a mapping",
    aSegment()
      .step("a", "transform", { mapping: { ok: "data", bad: "1 +" } })
      .build(),
    "EXPRESSION_SYNTAX",
    "/steps/0/config/mapping/bad",
  ],
  [
    "a step that does not exist",
    aSegment().step("a", "transform", transform("steps.ghost.output")).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/expression",
  ],
  [
    "a step that is not before",
    two().step("c", "transform", transform("steps.a.output")).edge("b", "c").build(),
    "EXPRESSION_REFERENCE",
    "/steps/2/config/expression",
  ],
  [
    "the step itself",
    aSegment().step("a", "transform", transform("steps.a.output")).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/expression",
  ],
  [
    "a port that an earlier step lacks",
    one().step("b", "transform", transform("steps.a.result")).edge("a", "b").build(),
    "EXPRESSION_REFERENCE",
    "/steps/1/config/expression",
  ],
  [
    "an input that the step lacks",
    aSegment().step("a", "transform", transform("inputs.other")).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/expression",
  ],
  [
    "a secret in an expression",
    aSegment().step("a", "transform", transform("secrets.KEY")).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/expression",
  ],
  [
    "a secret in a prompt",
    aSegment().step("a", "llm_agent", { model: "demo/echo", prompt: "{{ secrets.KEY }}" }).build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/prompt",
  ],
  [
    "a template that does not parse",
    aSegment().step("a", "llm_agent", { model: "demo/echo", prompt: "Hello {{ data. }}" }).build(),
    "EXPRESSION_SYNTAX",
    "/steps/0/config/prompt",
  ],
  [
    "a template that is not closed",
    aSegment().step("a", "llm_agent", { model: "demo/echo", prompt: "Hello {{ data" }).build(),
    "EXPRESSION_SYNTAX",
    "/steps/0/config/prompt",
  ],
  [
    "a template in a header",
    aSegment()
      .step("a", "http_action", { url: "https://example.com", headers: { "x/y": "{{ steps.b.output }}" } })
      .build(),
    "EXPRESSION_REFERENCE",
    "/steps/0/config/headers/x~1y",
  ],
]);
