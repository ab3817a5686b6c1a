// The demo endpoint without a network: a worker or a headless run has no server to call, and needs none for it.
import type { HttpResponse } from "@worktrail/shared/step/handler";
import Fastify, { type FastifyInstance } from "fastify";
import { demoRoutes } from "./demo-routes.ts";

export type DemoRequest = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
};
export type DemoService = (request: DemoRequest) => Promise<HttpResponse>;

/** Answers what `/demo/*` of this server would answer. */
export function createDemoService(): DemoService {
  let app: FastifyInstance | undefined;
  return async ({ method, path, headers, body }) => {
    app ??= Fastify().register(demoRoutes);
    const answer = await app.inject({
      method,
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    const received = Object.entries(answer.headers).map(([name, value]) => [
      name,
      [value ?? ""].flat().join(", "),
    ]);
    return { status: answer.statusCode, headers: Object.fromEntries(received), body: answer.body };
  };
}
