// The closed list of step types; handlers.ts and views.tsx must have an entry for each.
import { isJsonObject, type JsonObject } from "@worktrail/shared/json";
import type { Catalog, CatalogEntry, StepContract } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { condition } from "./condition/contract.ts";
import { httpAction } from "./http-action/contract.ts";
import { humanTask } from "./human-task/contract.ts";
import { llmAgent } from "./llm-agent/contract.ts";
import { parallelJoin } from "./parallel-join/contract.ts";
import { parallelSplit } from "./parallel-split/contract.ts";
import { subSegment } from "./sub-segment/contract.ts";
import { transform } from "./transform/contract.ts";

/** Every step type under its own `type_id`, in the order of the palette. */
export const contracts = {
  llm_agent: llmAgent,
  http_action: httpAction,
  human_task: humanTask,
  condition,
  parallel_split: parallelSplit,
  parallel_join: parallelJoin,
  sub_segment: subSegment,
  transform,
} as const;

export type StepTypeId = keyof typeof contracts;
/** The parsed config of a step type. */
export type ConfigOf<TypeId extends StepTypeId> = z.output<(typeof contracts)[TypeId]["config"]>;

/** What validation, planning and the canvas read; looks a type up by any string. */
export const catalog: Catalog = contracts;

export function isStepTypeId(type: string): type is StepTypeId {
  return Object.hasOwn(contracts, type);
}

/** The catalog as plain JSON, by `type_id`. */
export function catalogEntries(): Record<string, CatalogEntry> {
  return Object.fromEntries(Object.values(catalog).map((contract) => [contract.type_id, entryOf(contract)]));
}

function entryOf(contract: StepContract): CatalogEntry {
  const { config, ports, join_strategy: _, ...rest } = contract;
  return { ...rest, config_schema: configSchema(config), ports: ports(contract.initial_config) };
}

/** The schema of a config as it is written: a field with a default may be left out. */
function configSchema(config: z.ZodType): JsonObject {
  const schema: unknown = z.toJSONSchema(config, { io: "input" });
  if (!isJsonObject(schema)) throw new Error("A config schema must be an object.");
  return schema;
}
