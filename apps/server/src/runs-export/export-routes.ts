import { Readable } from "node:stream";
import { ExportRunsQuery, RUNS_EXPORT_PATH } from "@worktrail/shared/api/runs-export";
import { AppError } from "@worktrail/shared/errors";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps.ts";
import { toWebHeaders } from "../identity/web-headers.ts";
import { permissionsOf } from "../trpc/permissions.ts";
import { exportRuns } from "./export-runs.ts";

/** A file of runs, as a browser downloads it and a script reads it; whoever may read runs may have it. */
export async function exportRoutes(app: FastifyInstance, { deps }: { deps: Deps }) {
  app.route({
    method: "GET",
    url: RUNS_EXPORT_PATH,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const actor = await deps.identity.resolveActor(toWebHeaders(request.headers));
      if (!actor) throw new AppError("UNAUTHORIZED", "Sign in first, or send a valid API token.");
      if (!permissionsOf(actor.role).includes("read")) {
        throw new AppError("FORBIDDEN", `Your role (${actor.role}) does not allow this; ask an owner.`);
      }
      const query = ExportRunsQuery.safeParse(request.query);
      if (!query.success) {
        const [issue] = query.error.issues;
        const path = `/${issue?.path.join("/") ?? ""}`;
        throw new AppError("BAD_REQUEST", `The address is not valid at ${path}: ${issue?.message}.`, {
          path,
        });
      }
      const { file_name, lines } = await exportRuns(deps, actor, query.data);
      reply
        .header("content-type", "application/x-ndjson; charset=utf-8")
        .header("content-disposition", `attachment; filename="${file_name}"`)
        .header("cache-control", "no-store");
      // One piece may be a large value: what the network does not take yet is not read ahead.
      return reply.send(Readable.from(lines, { highWaterMark: 1 }));
    },
  });
}
