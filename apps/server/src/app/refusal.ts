// One shape for every error that HTTP answers, inside tRPC and outside it.
import { randomUUID } from "node:crypto";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { AppError, type ErrorCode } from "@worktrail/shared/errors";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { httpStatusOf, retryAfterSeconds } from "../trpc/client-error.ts";

const JSON_RPC_CODES: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: TRPC_ERROR_CODES_BY_KEY.BAD_REQUEST,
  NOT_FOUND: TRPC_ERROR_CODES_BY_KEY.NOT_FOUND,
  OVERLOADED: TRPC_ERROR_CODES_BY_KEY.TOO_MANY_REQUESTS,
  PAYLOAD_TOO_LARGE: TRPC_ERROR_CODES_BY_KEY.PAYLOAD_TOO_LARGE,
  UNAVAILABLE: TRPC_ERROR_CODES_BY_KEY.SERVICE_UNAVAILABLE,
};

/** Answers a request with an error in the shape that tRPC clients read as well. */
export function refuse(reply: FastifyReply, code: ErrorCode, message: string, status = httpStatusOf(code)) {
  const rpcCode = JSON_RPC_CODES[code] ?? TRPC_ERROR_CODES_BY_KEY.INTERNAL_SERVER_ERROR;
  return reply.code(status).send({ error: { code: rpcCode, message, data: { code, httpStatus: status } } });
}

/** Fastify's error handler: what is the client's fault is said in a sentence, the rest is logged. */
export function handleError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof AppError && error.kind === "user") {
    const seconds = retryAfterSeconds(error);
    if (seconds !== null) reply.header("retry-after", seconds);
    return refuse(reply, error.code, error.message);
  }
  if (!(error instanceof AppError)) {
    const { statusCode = 500 } = error;
    if (statusCode === 413) {
      return refuse(reply, "PAYLOAD_TOO_LARGE", "The request is larger than 4 MB; send less at once.");
    }
    if (statusCode === 415) return refuse(reply, "BAD_REQUEST", "Send the body as application/json.", 415);
    if (statusCode >= 400 && statusCode < 500) {
      return refuse(reply, "BAD_REQUEST", "The request cannot be understood; correct it and send it again.");
    }
  }
  const reference = randomUUID();
  request.log.error({ err: error, request_id: reference }, "request failed");
  return refuse(
    reply,
    "INTERNAL",
    `Something went wrong on the server; report it with the reference ${reference}.`,
  );
}
