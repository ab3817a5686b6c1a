import {
  DeleteSegmentInput,
  GetSegmentInput,
  ListSegmentsInput,
  ListVersionsInput,
  NameVersionInput,
  PublishSegmentInput,
  RestoreVersionInput,
  SaveSegmentInput,
  UnpublishSegmentInput,
  ValidateSegmentInput,
} from "@worktrail/shared/api/segments";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { checkSegment } from "./check-segment.ts";
import { publishSegment, unpublishSegment } from "./publish-segment.ts";
import { restoreVersion } from "./restore-version.ts";
import { saveSegment } from "./save-segment.ts";
import { deleteSegment, getSegment, listSegments } from "./service.ts";
import { listVersions, nameVersion } from "./versions.ts";

export const segmentsRouter = router({
  validate: guarded("read")
    .input(ValidateSegmentInput)
    .query(({ ctx, input }) => checkSegment(ctx.deps, ctx.actor, input.segment)),
  save: guarded("edit")
    .input(SaveSegmentInput)
    .mutation(({ ctx, input }) => saveSegment(ctx.deps, ctx.actor, input)),
  get: guarded("read")
    .input(GetSegmentInput)
    .query(({ ctx, input }) => getSegment(ctx.deps, ctx.actor, input)),
  list: guarded("read")
    .input(ListSegmentsInput)
    .query(({ ctx, input }) => listSegments(ctx.deps, ctx.actor, input ?? {})),
  versions: guarded("read")
    .input(ListVersionsInput)
    .query(({ ctx, input }) => listVersions(ctx.deps, ctx.actor, input)),
  publish: guarded("edit")
    .input(PublishSegmentInput)
    .mutation(({ ctx, input }) => publishSegment(ctx.deps, ctx.actor, input)),
  unpublish: guarded("edit")
    .input(UnpublishSegmentInput)
    .mutation(({ ctx, input }) => unpublishSegment(ctx.deps, ctx.actor, input)),
  name_version: guarded("edit")
    .input(NameVersionInput)
    .mutation(({ ctx, input }) => nameVersion(ctx.deps, ctx.actor, input)),
  restore: guarded("edit")
    .input(RestoreVersionInput)
    .mutation(({ ctx, input }) => restoreVersion(ctx.deps, ctx.actor, input)),
  delete: guarded("edit")
    .input(DeleteSegmentInput)
    .mutation(({ ctx, input }) => deleteSegment(ctx.deps, ctx.actor, input)),
});
