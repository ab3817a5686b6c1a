// The JSON that the llmteam package (2.x) writes, read into a segment and written from one.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import { SEGMENT_LIMITS } from "./limits.ts";
import { DATA_TYPES, type Segment, SegmentSchema, StepSchema } from "./schema.ts";

/** `segment` is what `parseSegment` has to judge next; `changes` says in sentences what was translated. */
export type LlmteamImport = { segment: JsonObject; changes: string[] };

type Changes = Set<string>;

/** Whether a value is written in this dialect rather than as a segment. */
export function isLlmteamDocument(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || !Array.isArray(value.steps)) return false;
  const edges = Array.isArray(value.edges) ? value.edges : [];
  const hasOwnSteps = value.steps.some(
    (step) => isJsonObject(step) && !("step_type" in step) && "type" in step,
  );
  return (
    "entrypoint" in value ||
    hasOwnSteps ||
    value.steps.some((step) => isJsonObject(step) && "ports" in step) ||
    edges.some((edge) => isJsonObject(edge) && "from" in edge && "to" in edge)
  );
}

/** Total: what is not understood is kept under `metadata.llmteam` or left for `parseSegment` to refuse. */
export function importLlmteam(document: JsonObject): LlmteamImport {
  const changes: Changes = new Set();
  const rest: [string, JsonValue][] = [];
  const segment: JsonObject = {};
  for (const [key, value] of Object.entries(document)) {
    if (key === "id" && !("segment_id" in document)) segment.segment_id = value;
    else if (Object.hasOwn(SegmentSchema.shape, key)) segment[key] = value;
    else rest.push([key, value]);
  }
  segment.version = readVersion(document.version, changes);
  const stepRest: [string, JsonValue][] = [];
  if (Array.isArray(document.steps)) {
    segment.steps = document.steps.map((step) => readStep(step, stepRest, changes));
  }
  if (Array.isArray(document.edges)) segment.edges = document.edges.map((edge) => readEdge(edge, changes));
  if (stepRest.length > 0) rest.push(["steps", Object.fromEntries(stepRest)]);
  if (rest.length > 0) {
    const names = rest.slice(0, 10).map(([key]) => key);
    changes.add(
      `Fields that a segment does not have are kept under "llmteam" in its metadata: ${names.join(", ")}.`,
    );
    const metadata = isJsonObject(segment.metadata) ? segment.metadata : {};
    segment.metadata = { ...metadata, llmteam: Object.fromEntries(rest) };
  }
  return { segment, changes: [...changes] };
}

function readVersion(version: JsonValue | undefined, changes: Changes): JsonValue {
  if (version === undefined) {
    changes.add('The version was missing and is now "1.0.0".');
    return "1.0.0";
  }
  const numbers = typeof version === "string" ? /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(version) : null;
  if (!numbers) return version;
  const full = `${numbers[1]}.${numbers[2] ?? 0}.${numbers[3] ?? 0}`;
  if (full !== version) changes.add(`The version ${JSON.stringify(version)} is now "${full}".`);
  return full;
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ["conditional", "condition"],
  ["api_call", "http_action"],
]);

function readStep(value: JsonValue, unread: [string, JsonValue][], changes: Changes): JsonValue {
  if (!isJsonObject(value)) return value;
  const { id, type, ports, ...others } = value;
  const step: JsonObject = {};
  const rest: [string, JsonValue][] = [];
  const step_id = others.step_id ?? id;
  const step_type = others.step_type ?? type;
  if (step_id !== undefined) step.step_id = step_id;
  if (step_type !== undefined) step.step_type = readType(step_type, changes);
  if (others.step_type === undefined && type !== undefined)
    changes.add('"type" of a step is now "step_type".');
  for (const [key, part] of Object.entries(others)) {
    if (key === "step_id" || key === "step_type") continue;
    if (Object.hasOwn(StepSchema.shape, key)) step[key] = part;
    else rest.push([key, part]);
  }
  if (isJsonObject(step.config)) step.config = readTexts(step.config, 0, changes);
  for (const side of ["inputs", "outputs"] as const) {
    const list = portsOf(ports, side) ?? step[side];
    if (Array.isArray(list)) step[side] = list.map((port) => readPort(port, changes));
  }
  if (ports !== undefined) changes.add('"ports" of a step are now "inputs" and "outputs".');
  if (rest.length > 0) unread.push([String(step_id ?? ""), Object.fromEntries(rest)]);
  return step;
}

function readType(type: JsonValue, changes: Changes): JsonValue {
  const name = typeof type === "string" ? TYPE_NAMES.get(type) : undefined;
  if (name === undefined) return type;
  changes.add(`The step type "${String(type)}" is now "${name}".`);
  return name;
}

/** Either `{ inputs, outputs }` or one list whose entries name their direction. */
function portsOf(ports: JsonValue | undefined, side: "inputs" | "outputs"): JsonValue[] | undefined {
  if (isJsonObject(ports)) return Array.isArray(ports[side]) ? ports[side] : undefined;
  if (!Array.isArray(ports)) return undefined;
  const direction = side === "inputs" ? /^in/i : /^out/i;
  return ports.filter(
    (port) => isJsonObject(port) && direction.test(String(port.direction ?? port.kind ?? "")),
  );
}

const DATA_TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ["any", "json"],
  ["text", "string"],
  ["str", "string"],
  ["int", "integer"],
  ["float", "number"],
  ["bool", "boolean"],
  ["dict", "object"],
  ["list", "array"],
]);

function readPort(value: JsonValue, changes: Changes): JsonValue {
  if (typeof value === "string") return { port_id: value, data_type: "json" };
  if (!isJsonObject(value)) return value;
  const port: JsonObject = {};
  const port_id = value.port_id ?? value.id ?? value.name;
  if (port_id !== undefined) port.port_id = port_id;
  const type = String(value.data_type ?? value.type ?? "json");
  const known = DATA_TYPE_NAMES.get(type) ?? DATA_TYPES.find((name) => name === type);
  if (known === undefined)
    changes.add(`The data type ${JSON.stringify(type)} is not known; such ports take any value now.`);
  port.data_type = known ?? "json";
  if (value.description !== undefined) port.description = value.description;
  if (value.schema !== undefined) port.schema = value.schema;
  return port;
}

function readEdge(value: JsonValue, changes: Changes): JsonValue {
  if (!isJsonObject(value) || !("from" in value || "to" in value)) return value;
  changes.add(
    '"from" and "to" of an edge are now "source_step", "source_port", "target_step" and "target_port".',
  );
  const [source_step, source_port] = readEnd(value.from, value.from_port, "output");
  const [target_step, target_port] = readEnd(value.to, value.to_port, "input");
  return { source_step, source_port, target_step, target_port };
}

function readEnd(
  step: JsonValue | undefined,
  port: JsonValue | undefined,
  usual: string,
): [JsonValue, JsonValue] {
  const [step_id = "", inline] = typeof step === "string" ? step.split(".") : [];
  return [step_id, port ?? inline ?? usual];
}

const PLACEHOLDER = /(?<![{$\\])\{([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\}(?!\})/g;
/** These hold expressions or schemas, not texts with placeholders. */
const NOT_TEXT = /(^expression$|^mapping$|_schema$)/;

function readTexts<Value extends JsonValue>(value: Value, depth: number, changes: Changes): JsonValue {
  if (typeof value === "string") {
    const text = value.replace(PLACEHOLDER, "{{ data.$1 }}");
    if (text !== value) changes.add("Placeholders such as {name} are now written {{ data.name }}.");
    return text;
  }
  if (typeof value !== "object" || value === null || depth > SEGMENT_LIMITS.depth) return value;
  if (Array.isArray(value)) return value.map((item) => readTexts(item, depth + 1, changes));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      NOT_TEXT.test(key) ? part : readTexts(part, depth + 1, changes),
    ]),
  );
}

/** The segment in this dialect. Templates other than `{{ data.name }}` stay as they are. */
export function exportLlmteam(segment: Segment): JsonObject {
  const { steps, edges = [], ...fields } = segment;
  const targets = new Set(edges.map((edge) => edge.target_step));
  const first = steps.find((step) => !targets.has(step.step_id));
  return plainJson({
    ...fields,
    ...(first && { entrypoint: first.step_id }),
    steps: steps.map(({ step_id, step_type, inputs, outputs, config, ...others }) => ({
      step_id,
      type: step_type,
      ...others,
      config: config && writeTexts(config),
      ports: inputs || outputs ? { inputs: inputs ?? [], outputs: outputs ?? [] } : undefined,
    })),
    edges: edges.map(({ source_step, source_port, target_step, target_port }) => ({
      from: source_step,
      from_port: source_port,
      to: target_step,
      to_port: target_port,
    })),
  });
}

function writeTexts(value: JsonValue): JsonValue {
  if (typeof value === "string") {
    return value.replace(/\{\{\s*data\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}/g, "{$1}");
  }
  if (Array.isArray(value)) return value.map(writeTexts);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, NOT_TEXT.test(key) ? part : writeTexts(part)]),
  );
}

function plainJson(value: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(copy) ? copy : {};
}
