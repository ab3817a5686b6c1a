import type { inferRouterOutputs } from "@trpc/server";
import { ENDED_RUN_STATUSES } from "@worktrail/shared/run/state";
import type { AppRouter } from "../trpc/app-router.ts";
import type { TestServer } from "./server.ts";

export type RunAnswer = inferRouterOutputs<AppRouter>["runs"]["get"];

const hasEnded = ({ status }: RunAnswer) => ENDED_RUN_STATUSES.some((ended) => ended === status);

/** Asks for a run, as a script would, until it satisfies `condition`: until it has ended, unless told otherwise. */
export async function untilRun(
  server: Pick<TestServer, "call">,
  run_id: string,
  condition: (run: RunAnswer) => boolean = hasEnded,
): Promise<RunAnswer> {
  for (;;) {
    const { data, error } = await server.call("query", "runs.get", { run_id });
    if (error) throw new Error(error.message);
    const run = data as RunAnswer;
    if (condition(run)) return run;
    if (hasEnded(run)) throw new Error(`The run ended first: ${run.status} ${JSON.stringify(run.error)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
