import { randomUUID } from "node:crypto";
import { initTRPC } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { toClientError } from "./client-error.ts";

/** What every procedure starts with; `guarded` adds the actor. */
export type Context = {
  deps: Deps;
  /** Names this request in the log and in answers about errors that are not shown. */
  requestId: string;
  /** Whether the request names this server's own page as its origin, as a browser's request from there does. */
  sameOrigin: boolean;
  /** Looks the caller up; asked once however many calls a batch holds. */
  authenticate: () => Promise<Actor | null>;
};

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ error, shape, path, ctx }) => {
    // Without a context the request was not even understood, and the transport has logged it.
    const reference = ctx?.requestId ?? randomUUID();
    const shown = toClientError(error, reference, (cause) =>
      ctx?.deps.log.error({ err: cause, request_id: reference, procedure: path }, "procedure failed"),
    );
    const code = TRPC_ERROR_CODES_BY_KEY[shown.trpcCode];
    return {
      ...shape,
      code,
      message: shown.message,
      data: { ...shown.data, ...(path ? { procedure: path } : {}) },
    };
  },
});

export const router = t.router;
export const middleware = t.middleware;
export const createCallerFactory = t.createCallerFactory;
/** A procedure that anybody may call; nearly every one is made by `guarded` instead. */
export const openProcedure = t.procedure;
