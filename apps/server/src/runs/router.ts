import { RerunInput, StartFromInput } from "@worktrail/shared/api/run-again";
import { RunLogsInput } from "@worktrail/shared/api/run-logs";
import {
  CancelRunInput,
  RunEventsInput,
  RunInput,
  RunValueInput,
  StartRunInput,
} from "@worktrail/shared/api/runs";
import {
  CancelManyInput,
  CountRunsInput,
  ListRunsInput,
  ManyRunsInput,
} from "@worktrail/shared/api/runs-list";
import { getRunLogs } from "../logs/service.ts";
import { countRuns } from "../runs-list/count-runs.ts";
import { listRuns } from "../runs-list/list-runs.ts";
import { listPeople } from "../runs-list/people.ts";
import { steerMany } from "../runs-list/steer-many.ts";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { rerun, startFromStep } from "./run-again.ts";
import { getRun, getRunEvents, getRunValue, steerRun } from "./service.ts";
import { startRun } from "./start-run.ts";

export const runsRouter = router({
  start: guarded("run")
    .input(StartRunInput)
    .mutation(({ ctx, input }) => startRun(ctx.deps, ctx.actor, input)),
  rerun: guarded("run")
    .input(RerunInput)
    .mutation(({ ctx, input }) => rerun(ctx.deps, ctx.actor, input)),
  start_from: guarded("run")
    .input(StartFromInput)
    .mutation(({ ctx, input }) => startFromStep(ctx.deps, ctx.actor, input)),
  get: guarded("read")
    .input(RunInput)
    .query(({ ctx, input }) => getRun(ctx.deps, ctx.actor, input)),
  events: guarded("read")
    .input(RunEventsInput)
    .query(({ ctx, input }) => getRunEvents(ctx.deps, ctx.actor, input)),
  value: guarded("read")
    .input(RunValueInput)
    .query(({ ctx, input }) => getRunValue(ctx.deps, ctx.actor, input)),
  logs: guarded("read")
    .input(RunLogsInput)
    .query(({ ctx, input }) => getRunLogs(ctx.deps, ctx.actor, input)),
  list: guarded("read")
    .input(ListRunsInput)
    .query(({ ctx, input }) => listRuns(ctx.deps, ctx.actor, input)),
  counts: guarded("read")
    .input(CountRunsInput)
    .query(({ ctx, input }) => countRuns(ctx.deps, ctx.actor, input)),
  people: guarded("read").query(({ ctx }) => listPeople(ctx.deps, ctx.actor)),
  cancel_many: guarded("run")
    .input(CancelManyInput)
    .mutation(({ ctx, input }) => steerMany(ctx.deps, ctx.actor, "cancel", input)),
  retry_many: guarded("run")
    .input(ManyRunsInput)
    .mutation(({ ctx, input }) => steerMany(ctx.deps, ctx.actor, "retry", input)),
  cancel: guarded("run")
    .input(CancelRunInput)
    .mutation(({ ctx, input }) => steerRun(ctx.deps, ctx.actor, "cancel", input)),
  pause: guarded("run")
    .input(RunInput)
    .mutation(({ ctx, input }) => steerRun(ctx.deps, ctx.actor, "pause", input)),
  resume: guarded("run")
    .input(RunInput)
    .mutation(({ ctx, input }) => steerRun(ctx.deps, ctx.actor, "resume", input)),
  retry: guarded("run")
    .input(RunInput)
    .mutation(({ ctx, input }) => steerRun(ctx.deps, ctx.actor, "retry", input)),
});
