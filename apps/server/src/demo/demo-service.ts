// The demo endpoint without a network: a worker or a headless run has no server to call, and needs none for it.
import type { HttpResponse } from "@worktrail/shared/step/handler";
import type { FastifyInstance } from "fastify";

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
  let opening: Promise<FastifyInstance> | null = null;
  return async ({ method, path, headers, body }) => {
    opening ??= openRoutes();
    const app = await opening;
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

/** A worker serves nobody: it loads what serves people only for the one who asks the demo. */
async function openRoutes(): Promise<FastifyInstance> {
  const [{ default: Fastify }, { demoRoutes }] = await Promise.all([
    import("fastify"),
    import("./demo-routes.ts"),
  ]);
  const app = Fastify();
  await app.register(demoRoutes);
  return app;
}
