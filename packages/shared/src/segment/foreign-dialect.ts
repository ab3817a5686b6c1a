// Tells the exports of other tools by their shape, so that they can be refused by name.
import { isJsonObject, type JsonObject } from "../json.ts";

type Shape = { readonly tool: string; readonly fits: (value: unknown) => boolean };

const SHAPES: readonly Shape[] = [
  { tool: "n8n", fits: (value) => hasNodes(value, isN8nNode) && isObjectAt(value, "connections") },
  { tool: "Flowise", fits: (value) => hasNodes(value, isFlowiseNode) },
  { tool: "Langflow", fits: (value) => hasNodes(at(value, "data"), isLangflowNode) },
  { tool: "Dify", fits: (value) => isObjectAt(value, "app") && isObjectAt(value, "workflow") },
  {
    tool: "Node-RED",
    fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isNodeRedNode),
  },
  { tool: "ComfyUI", fits: (value) => isComfyGraph(value) || isComfyPrompt(value) },
  {
    tool: "Make",
    fits: (value) => Array.isArray(at(value, "flow")) && listOf(value, "flow").every(isMakeModule),
  },
  {
    tool: "Sim",
    fits: (value) => isObjectAt(value, "blocks") && "loops" in Object(value) && "parallels" in Object(value),
  },
];

/** The name of the tool whose export this is; null for what is none that is known. */
export function foreignTool(value: unknown): string | null {
  return SHAPES.find(({ fits }) => fits(value))?.tool ?? null;
}

/** As `foreignTool`, for a text that is not JSON. */
export function foreignToolOfText(text: string): string | null {
  const start = text.slice(0, 20_000);
  const isDify = /^app:\s*$/m.test(start) && /^(kind: app|workflow:\s*)$/m.test(text);
  return isDify ? "Dify" : null;
}

/** What to tell a person who brings such an export. */
export function foreignSentence(tool: string): string {
  return `This is a workflow of ${tool}, which is not read here. Draw it anew, or bring it as a segment: the JSON that Export writes.`;
}

function at(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}

function isObjectAt(value: unknown, key: string): boolean {
  return isJsonObject(at(value, key));
}

function hasNodes(value: unknown, fits: (node: JsonObject) => boolean): boolean {
  const nodes = listOf(value, "nodes");
  return nodes.length > 0 && nodes.every((node) => isJsonObject(node) && fits(node));
}

function isN8nNode(node: JsonObject): boolean {
  return typeof node.type === "string" && "typeVersion" in node && Array.isArray(node.position);
}

function isFlowiseNode(node: JsonObject): boolean {
  return Array.isArray(at(node.data, "inputAnchors")) || Array.isArray(at(node.data, "inputParams"));
}

function isLangflowNode(node: JsonObject): boolean {
  return isJsonObject(at(node.data, "node")) || node.type === "genericNode" || node.type === "noteNode";
}

function isNodeRedNode(node: unknown): boolean {
  return isJsonObject(node) && typeof node.id === "string" && typeof node.type === "string";
}

function isComfyGraph(value: unknown): boolean {
  return "last_node_id" in Object(value) && Array.isArray(at(value, "links"));
}

function isComfyPrompt(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const nodes = Object.values(value);
  return nodes.length > 0 && nodes.every((node) => typeof at(node, "class_type") === "string");
}

function isMakeModule(module: unknown): boolean {
  return isJsonObject(module) && typeof module.module === "string";
}
