import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { ChildrenHandler, TaskHandler, WorkHandler } from "@worktrail/shared/step/handler";
import type { Handlers } from "./engine-deps.ts";

/** @throws StepFailure where this server has no such step type, or one that works differently */
export function workHandler(handlers: Handlers, step: GraphStep): WorkHandler<never> {
  const handler = find(handlers, step);
  if ("run" in handler) return handler;
  throw unknownType(step);
}

/** @throws StepFailure where this server has no such step type, or one that works differently */
export function taskHandler(handlers: Handlers, step: GraphStep): TaskHandler<never> {
  const handler = find(handlers, step);
  if ("request" in handler) return handler;
  throw unknownType(step);
}

/** @throws StepFailure where this server has no such step type, or one that works differently */
export function childrenHandler(handlers: Handlers, step: GraphStep): ChildrenHandler<never> {
  const handler = find(handlers, step);
  if ("plan" in handler) return handler;
  throw unknownType(step);
}

function find(handlers: Handlers, step: GraphStep) {
  const type = step.step.step_type;
  const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
  if (!handler) throw unknownType(step);
  return handler;
}

const unknownType = (step: GraphStep) =>
  new StepFailure("CONFIG_INVALID", `This server can't run steps of the type “${step.step.step_type}”.`);
