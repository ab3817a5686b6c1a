// What answering a task means before it is sent: which fields count, and which answer a repeat repeats.
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { isJsonObject } from "@worktrail/shared/json";
import type { TaskAction, TaskRequest } from "@worktrail/shared/step/handler";
import type { FieldError } from "../schema-form/error-schema.ts";
import { formErrors } from "../schema-form/form-errors.ts";

export type TaskAnswerDraft = { action: string; values: JsonObject; comment: string };

type Asked = Pick<TaskRequest, "form_schema" | "actions">;

/** Who rejects need not fill in what an approval asks for; other answers say so themselves. */
export function answerErrors(
  { form_schema, actions }: Asked,
  { action, values }: Pick<TaskAnswerDraft, "action" | "values">,
): FieldError[] {
  const skipped = action === "rejected" || isWithoutForm(actions, action);
  return form_schema === null || skipped ? [] : formErrors(form_schema, values);
}

const isWithoutForm = (actions: readonly TaskAction[], action: string) =>
  actions.some((known) => known.action === action && known.without_form === true);

/** Whether the form has fields to draw; a schema without any asks for nothing. */
export function hasFields(form_schema: JsonObject | null): form_schema is JsonObject {
  return isJsonObject(form_schema?.properties) && Object.keys(form_schema.properties).length > 0;
}

/** A review corrects what is there: the fields of its form start with what the data has under their names. */
export function firstValues(task: {
  task_type: TaskRequest["task_type"];
  form_schema: JsonObject | null;
  data: JsonValue;
}): JsonObject {
  const { task_type, form_schema, data } = task;
  if (task_type !== "review" || !isJsonObject(form_schema?.properties) || !isJsonObject(data)) return {};
  const fields = form_schema.properties;
  return Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(fields, name)));
}

/** The answer as the server takes it: nothing that a rejection leaves out, no empty comment. */
export function answerInput(draft: TaskAnswerDraft, { form_schema, actions }: Asked) {
  const comment = draft.comment.trim();
  const asked = form_schema !== null && !isWithoutForm(actions, draft.action);
  const withValues = asked && Object.keys(draft.values).length > 0;
  return {
    action: draft.action,
    ...(withValues ? { values: draft.values } : {}),
    ...(comment === "" ? {} : { comment }),
  };
}

export type Operation = { of: string; operation_id: string };

/** The same answer sent again keeps its operation, so that it counts once; a changed one is a new operation. */
export function operationFor(before: Operation | null, answer: object, newId: () => string): Operation {
  const of = JSON.stringify(answer);
  return before?.of === of ? before : { of, operation_id: newId() };
}

/** Works on plain HTTP too, where `crypto.randomUUID` is not there. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

const decided: Readonly<Record<string, string>> = {
  approved: "Approved",
  rejected: "Rejected",
  submitted: "Submitted",
};

/** An answer that was given, as a decision that is past: "Approved", or the words of the option. */
export function decisionWords(actions: readonly TaskAction[], action: string): string {
  return decided[action] ?? actions.find((known) => known.action === action)?.label ?? action;
}
