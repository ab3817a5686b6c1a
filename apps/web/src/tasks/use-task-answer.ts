import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { JsonObject } from "@worktrail/shared/json";
import type { TaskRequest } from "@worktrail/shared/step/handler";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import type { FieldError } from "../schema-form/error-schema.ts";
import {
  answerErrors,
  answerInput,
  decisionWords,
  firstValues,
  type Operation,
  operationFor,
  randomId,
} from "./answer.ts";

const NO_ERRORS: readonly FieldError[] = [];

/** The answer being written for one task, and the sending of it. */
export function useTaskAnswer(
  task: Pick<TaskRequest, "task_type" | "title" | "actions" | "form_schema" | "data"> & { task_id: string },
  onAnswered?: () => void,
) {
  const queryClient = useQueryClient();
  const operation = useRef<Operation | null>(null);
  const [values, setValues] = useState<JsonObject>(() => firstValues(task));
  const [comment, setComment] = useState("");
  const [errors, setErrors] = useState(NO_ERRORS);
  const respond = useMutation(
    trpc.tasks.respond.mutationOptions({
      meta: { quiet: true },
      // An answer is given now or not at all: never kept back and sent when nobody thinks of it any more.
      networkMode: "always",
      onSuccess: (_answer, { action }) => {
        if (!onAnswered) return;
        // The next task takes its place at once: what happened to this one must be said.
        toast.success(`${decisionWords(task.actions, action)}: ${task.title}`);
        onAnswered();
      },
      onError: (error) => {
        const { code, message } = describeError(error);
        // The form goes away with the refusal; who decided must still be said.
        if (code === "TASK_CLOSED") toast.info(message);
      },
      onSettled: () => queryClient.invalidateQueries(trpc.tasks.pathFilter()),
    }),
  );
  const send = (action: string) => {
    const missing = answerErrors(task, { action, values });
    setErrors(missing);
    if (missing.length > 0) return;
    const answer = answerInput({ action, values, comment }, task);
    operation.current = operationFor(operation.current, answer, randomId);
    respond.mutate({ task_id: task.task_id, ...answer, operation_id: operation.current.operation_id });
  };
  return {
    values,
    setValues: (next: JsonObject) => {
      setValues(next);
      // Once refused, the messages follow what is being written.
      if (errors.length > 0) setErrors(answerErrors(task, { action: "", values: next }));
    },
    comment,
    setComment,
    errors,
    send,
    pending: respond.isPending ? respond.variables.action : null,
    answered: respond.isSuccess,
    failure: respond.error ? describeError(respond.error).message : null,
  };
}
