import { expect, test } from "vitest";
import { foreignSentence, foreignTool, foreignToolOfText } from "./foreign-dialect.ts";

const exports: readonly [tool: string, value: unknown][] = [
  [
    "n8n",
    {
      name: "My workflow",
      nodes: [
        {
          id: "1",
          name: "Start",
          type: "n8n-nodes-base.start",
          typeVersion: 1,
          position: [0, 0],
          parameters: {},
        },
      ],
      connections: { Start: { main: [] } },
    },
  ],
  [
    "Dify",
    { app: { mode: "workflow", name: "X" }, kind: "app", workflow: { graph: { nodes: [], edges: [] } } },
  ],
  [
    "Langflow",
    { name: "Flow", data: { nodes: [{ id: "a", type: "genericNode", data: { node: {} } }], edges: [] } },
  ],
  ["Flowise", { nodes: [{ id: "a", type: "customNode", data: { inputAnchors: [] } }], edges: [] }],
  [
    "Node-RED",
    [
      { id: "f", type: "tab", label: "Flow 1" },
      { id: "n", type: "inject", z: "f", wires: [[]] },
    ],
  ],
  ["ComfyUI", { last_node_id: 9, last_link_id: 9, nodes: [], links: [], version: 0.4 }],
  ["ComfyUI", { "3": { class_type: "KSampler", inputs: { seed: 1 } } }],
  ["Make", { name: "Scenario", flow: [{ id: 1, module: "http:ActionSendData" }], metadata: {} }],
  ["Sim", { blocks: {}, edges: [], loops: {}, parallels: {} }],
];

test.each(exports)("an export of %s is told by its shape", (tool, value) => {
  expect(foreignTool(value)).toBe(tool);
  expect(foreignSentence(tool)).toContain(tool);
});

test("Dify's own YAML is told from other texts", () => {
  expect(foreignToolOfText("app:\n  mode: workflow\nkind: app\nversion: 0.1.5\n")).toBe("Dify");
  expect(foreignToolOfText("apples:\n  - red\n")).toBeNull();
});

test("segments, pieces of segments and anything else are no other tool's", () => {
  const own = {
    segment_id: "s",
    name: "S",
    version: "1.0.0",
    steps: [{ step_id: "a", step_type: "transform" }],
  };
  for (const value of [own, { steps: [] }, {}, [], [1], null, "text", { nodes: [] }, { name: "X" }]) {
    expect(foreignTool(value)).toBeNull();
  }
});
