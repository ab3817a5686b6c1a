// Joins a step's config, its type's contract and its handler, so that their types agree.
import type { JsonObject } from "@worktrail/shared/json";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { StepFailure } from "@worktrail/shared/step/failure";
import type {
  ChildOutput,
  ChildrenHandler,
  ChildrenRequest,
  StepContext,
  StepHandler,
  StepOutputs,
  TaskHandler,
  TaskRequest,
} from "@worktrail/shared/step/handler";
import { type ConfigOf, contracts, type StepTypeId } from "../contracts.ts";
import { handlers } from "../handlers.ts";

/** A handler that already has its config. */
export type PreparedStep =
  | { readonly kind: "work"; readonly run: (context: StepContext) => StepOutputs | Promise<StepOutputs> }
  | {
      readonly kind: "task";
      readonly request: (context: StepContext) => TaskRequest;
      readonly check: TaskHandler<never>["check"];
      readonly decide: TaskHandler<never>["decide"];
    }
  | {
      readonly kind: "children";
      readonly plan: (context: StepContext) => ChildrenRequest;
      readonly isDone: (context: StepContext, last: ChildOutput) => boolean;
      readonly collect: ChildrenHandler<never>["collect"];
    };

type Configs = { [TypeId in StepTypeId]: ConfigOf<TypeId> };
const typedContracts: { readonly [TypeId in StepTypeId]: StepContract<TypeId, Configs[TypeId]> } = contracts;
const typedHandlers: { readonly [TypeId in StepTypeId]: StepHandler<Configs[TypeId]> } = handlers;

/**
 * Parses a config whose templates have been filled in and gives it to its type's handler.
 * Throws StepFailure("CONFIG_INVALID") with the first thing to correct.
 */
export function prepareStep<TypeId extends StepTypeId>(type: TypeId, config: JsonObject): PreparedStep {
  return prepare<Configs[TypeId]>(typedContracts[type], typedHandlers[type], config);
}

function prepare<Config>(
  contract: StepContract<string, Config>,
  handler: StepHandler<Config>,
  config: JsonObject,
): PreparedStep {
  const parsed = contract.config.safeParse(config);
  if (!parsed.success) throw configFailure(parsed.error.issues);
  const { data } = parsed;
  if ("run" in handler) return { kind: "work", run: (context) => handler.run(data, context) };
  if ("plan" in handler) {
    return {
      kind: "children",
      plan: (context) => handler.plan(data, context),
      isDone: (context, last) => handler.isDone(data, context, last),
      collect: handler.collect,
    };
  }
  return {
    kind: "task",
    request: (context) => handler.request(data, context),
    check: handler.check,
    decide: handler.decide,
  };
}

function configFailure(issues: readonly { path: PropertyKey[]; message: string }[]): StepFailure {
  const problems = issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  const first = problems[0];
  const where = first?.path ? `${first.path}: ` : "";
  return new StepFailure(
    "CONFIG_INVALID",
    `With its templates filled in, the config does not fit: ${where}${first?.message ?? "check its fields."}`,
    { details: { problems } },
  );
}
