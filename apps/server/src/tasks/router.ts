import { ListTasksInput, RespondTaskInput, TaskInput } from "@worktrail/shared/api/tasks";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { claimTask, getTask, listTasks, releaseTask, respondToTask } from "./service.ts";

export const tasksRouter = router({
  list: guarded("read")
    .input(ListTasksInput)
    .query(({ ctx, input }) => listTasks(ctx.deps, ctx.actor, input)),
  get: guarded("read")
    .input(TaskInput)
    .query(({ ctx, input }) => getTask(ctx.deps, ctx.actor, input)),
  respond: guarded("respond")
    .input(RespondTaskInput)
    .mutation(({ ctx, input }) => respondToTask(ctx.deps, ctx.actor, input)),
  claim: guarded("respond")
    .input(TaskInput)
    .mutation(({ ctx, input }) => claimTask(ctx.deps, ctx.actor, input)),
  release: guarded("respond")
    .input(TaskInput)
    .mutation(({ ctx, input }) => releaseTask(ctx.deps, ctx.actor, input)),
});
