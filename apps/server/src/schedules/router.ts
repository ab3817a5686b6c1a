import {
  DeleteScheduleInput,
  ListSchedulesInput,
  PreviewScheduleInput,
  RunScheduleNowInput,
  SaveScheduleInput,
  ScheduleHistoryInput,
} from "@worktrail/shared/api/schedules";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { runScheduleNow } from "./run-schedule-now.ts";
import { saveSchedule } from "./save-schedule.ts";
import {
  deleteSchedule,
  listSchedules,
  previewSchedule,
  scheduleHistory,
  upcomingStarts,
} from "./service.ts";

export const schedulesRouter = router({
  list: guarded("read")
    .input(ListSchedulesInput)
    .query(({ ctx, input }) => listSchedules(ctx.deps, ctx.actor, input)),
  upcoming: guarded("read").query(({ ctx }) => upcomingStarts(ctx.deps, ctx.actor)),
  history: guarded("read")
    .input(ScheduleHistoryInput)
    .query(({ ctx, input }) => scheduleHistory(ctx.deps, ctx.actor, input)),
  preview: guarded("read")
    .input(PreviewScheduleInput)
    .query(({ input }) => previewSchedule(input)),
  save: guarded("edit", "run")
    .input(SaveScheduleInput)
    .mutation(({ ctx, input }) => saveSchedule(ctx.deps, ctx.actor, input)),
  run_now: guarded("run")
    .input(RunScheduleNowInput)
    .mutation(({ ctx, input }) => runScheduleNow(ctx.deps, ctx.actor, input)),
  delete: guarded("edit", "run")
    .input(DeleteScheduleInput)
    .mutation(({ ctx, input }) => deleteSchedule(ctx.deps, ctx.actor, input)),
});
