// One sentence of help for every code that a step or a run can fail with.
import type { RunError } from "@worktrail/shared/run/events";
import type { FailureCode } from "@worktrail/shared/step/failure";

const OF_STEPS: Readonly<Record<FailureCode, string>> = {
  CONFIG_INVALID:
    "Look at the resolved config: a template gave something that the field does not take. Correct the field in the editor, then run it again.",
  EXPRESSION_FAILED:
    'Compare the expression with the inputs below. For a value that may be missing, write data.?name.orValue("").',
  SECRET_MISSING: "Create the secret under Secrets with exactly this name, then retry the run.",
  CONDITION_NOT_BOOLEAN:
    "Make the expression compare something, such as data.total > 0, so that it is true or false.",
  PORT_VALUE_INVALID:
    "Compare the value with the type of the port. Change what the step before gives, or choose a wider type.",
  OUTPUT_TOO_LARGE:
    "Let the step return less: filter the data where it comes from, or ask the service for one page at a time.",
  STEP_TIMEOUT:
    "Raise the step's time limit if the work may take so long; otherwise see in the log what it was waiting for.",
  STEP_LOST:
    "Look at the outside service whether the effect took place, then retry the run or take the step as done.",
  STEP_REPORTED_FAILED: "Somebody said that this attempt failed. Put right what they found, then retry.",
  HTTP_STATUS:
    "Read the body of the answer in the details; it mostly says what is wrong. Check address, sign-in and the expected status.",
  HTTP_REFUSED:
    "This address may not be called from here. Use a public one, or ask the operator to allow this host.",
  HTTP_NETWORK:
    "Check the address and whether the service is up. Retries help against faults that pass by themselves.",
  HTTP_TOO_LARGE: "Ask the service for less, such as one page or fewer fields.",
  HTTP_BAD_RESPONSE:
    "The service says JSON and sends something else. Look at the beginning of its answer in the details.",
  LLM_UNAVAILABLE:
    "The model's service did not answer. Try again later, let the step retry, or choose another model.",
  LLM_RATE_LIMITED:
    "Too many calls at once for this key. Let the step retry with a longer delay, or run fewer at a time.",
  LLM_REFUSED: "The model declined to answer. Rephrase the prompt, or take out what it objects to.",
  LLM_BAD_REQUEST:
    "The model does not take this request. Check its name, the temperature and the longest answer.",
  LLM_UNAUTHORIZED:
    "The key for this model is missing or not accepted. Ask the operator to set it, then retry.",
  LLM_CONTEXT_TOO_LONG:
    "The prompt is longer than the model takes. Shorten it, or choose a model with more room.",
  LLM_OUTPUT_INVALID:
    "Compare the answer in the details with the answer schema. Loosen the schema, or say in the prompt what is expected.",
  LLM_EMPTY: "Try again, raise the longest answer, or make the prompt more explicit.",
  TASK_EXPIRED: "Give people more time, add an escalation, or let the step go on by its “timed out” port.",
  SUB_SEGMENT_NOT_FOUND:
    "Choose a segment that exists in the step's config, or restore the one that is gone.",
  SUB_SEGMENT_INVALID: "Open the segment that it runs, correct its problems, and run again.",
  SUB_SEGMENT_DEPTH: "Too many segments run each other. Bring the inner ones together into one.",
  SUB_SEGMENT_TOO_MANY: "Give it a shorter list, or raise the number of iterations in the config.",
  SUB_SEGMENT_FAILED: "Open the run that failed and see why; retrying this run goes on from there.",
  SUB_SEGMENT_UNFINISHED:
    "The loop did not come to its end in time. Check the condition that ends it, or allow more iterations.",
  INTERNAL: "This is a fault of Worktrail and not of your segment. Try again; the server's log says more.",
};

const OF_RUNS: Readonly<Record<string, string>> = {
  RUN_TIMEOUT: "Raise the time limit of the segment, or see in the timeline which step took so long.",
  RUN_TOO_LARGE: "Split the work into several runs, or let steps pass on less.",
  RUN_STUCK: "Nothing could go on any more. Look for a join that waits for a branch that was never taken.",
  POISON_RUN:
    "No server could bring this run to an end. See the last step that began; retry once its cause is gone.",
  ACTION_FAILED: "See in the log of the step what the service answered.",
};

/** What a person can do about a failure; null for a code that this version does not know. */
export function whatToTry({ error_code }: Pick<RunError, "error_code">): string | null {
  if (Object.hasOwn(OF_STEPS, error_code)) return OF_STEPS[error_code as FailureCode];
  return (Object.hasOwn(OF_RUNS, error_code) && OF_RUNS[error_code]) || null;
}
