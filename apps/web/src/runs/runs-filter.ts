import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";

/** Runs that no server could bring to an end: in the address it stands where a status would. */
export const DEAD_LETTERS = "dead_letters";

export type RunsChoice = RunStatus | typeof DEAD_LETTERS;

/** What the address chooses; anything else in it counts as nothing. */
export function readChoice(text: string | undefined): RunsChoice | undefined {
  return text === DEAD_LETTERS ? DEAD_LETTERS : RUN_STATUSES.find((status) => status === text);
}

/** The choice as `runs.list` takes it. */
export function choiceFilter(choice: RunsChoice | undefined): { status?: RunStatus; dead_letter?: true } {
  if (choice === undefined) return {};
  return choice === DEAD_LETTERS ? { dead_letter: true } : { status: choice };
}
