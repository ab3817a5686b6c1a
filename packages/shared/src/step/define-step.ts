// What a step type says about itself, as data: the catalog, the forms and the validation read this.
import type { z } from "zod";
import type { JsonObject } from "../json.ts";
import type { Port, Segment } from "../segment/schema.ts";

export const STEP_CATEGORIES = ["ai", "integration", "human", "control", "utility", "data"] as const;
export type StepCategory = (typeof STEP_CATEGORIES)[number];

/**
 * How a step touches the world. `pure` steps are computed in memory and share commits;
 * `external` steps act outside, so what they depend on must be durable first;
 * `waits` steps hand over to a person and end when the answer arrives;
 * `runs` steps hand over to runs of another segment and end when those have.
 */
export type StepEffect = "pure" | "external" | "waits" | "runs";

/** Controls that an inspector offers for a config field, put on the JSON Schema as `x-control`. */
export type FieldControl =
  | "expression"
  | "template"
  | "secret"
  | "duration"
  | "text"
  | "model"
  | "key_value"
  | "expression_map"
  | "options"
  | "json_schema"
  | "json"
  | "segment";

export type JoinStrategy = "all" | "any" | "first";

export type StepPorts = { inputs: readonly Port[]; outputs: readonly Port[] };

export interface StepContract<TypeId extends string = string, Config = unknown> {
  readonly type_id: TypeId;
  readonly version: string;
  readonly display_name: string;
  /** One sentence for the palette. */
  readonly description: string;
  readonly category: StepCategory;
  /** Name of a Lucide icon. */
  readonly icon: string;
  /** #rrggbb, for pictures of a segment outside the app; the app itself colours by category. */
  readonly color: string;
  readonly effect: StepEffect;
  /** Parses a finished config; its JSON Schema is what the catalog publishes. */
  readonly config: z.ZodType<Config>;
  /** The ports of a step with this config. Total: a half-written config gets the ports it would have. */
  readonly ports: (config: JsonObject) => StepPorts;
  /**
   * When a step with several incoming edges is ready. Left out: when all of them are decided and one is live.
   * `any` and `first`: as soon as one is live; the branches that lost are stopped. `first` takes one value only.
   */
  readonly join_strategy?: (config: JsonObject) => JoinStrategy;
  readonly supports_retry: boolean;
  readonly supports_timeout: boolean;
  /** Places in the config that hold CEL: JSON Pointers in which `*` stands for any one token. */
  readonly expressions: readonly string[];
  /** Names that an expression may use beside the usual ones, by its place in `expressions`. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
  /** Places in the config whose strings are taken as they are, without `{{ }}` templates. */
  readonly verbatim: readonly string[];
  /** Places in the config whose templates may name `secrets`. */
  readonly secret_fields: readonly string[];
  /** The config that a new step starts with. */
  readonly initial_config: JsonObject;
  /** Configs that validate, each shown in the docs. */
  readonly examples: readonly { name: string; config: JsonObject }[];
  /** Markdown. */
  readonly docs: string;
}

/** A step type as `catalog.list` sends it: plain JSON. */
export type CatalogEntry = Omit<StepContract, "config" | "ports" | "join_strategy"> & {
  readonly config_schema: JsonObject;
  /** The ports of a step with `initial_config`. */
  readonly ports: StepPorts;
};

export type Catalog = Readonly<Record<string, StepContract>>;

/** Keeps the literal `type_id` and the config's type together. */
export function defineStep<const TypeId extends string, Config>(
  contract: StepContract<TypeId, Config>,
): StepContract<TypeId, Config> {
  return contract;
}

export type StepExample = { readonly type_id: string; readonly segment: Segment };
