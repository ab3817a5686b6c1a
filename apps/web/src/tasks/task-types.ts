import type { TASK_SCOPES } from "@worktrail/shared/api/tasks";
import type { ApiOutputs } from "../api/trpc.ts";

/** A task as the server shows it to this person. */
export type Task = ApiOutputs["tasks"]["list"]["tasks"][number];
export type Scope = (typeof TASK_SCOPES)[number];
