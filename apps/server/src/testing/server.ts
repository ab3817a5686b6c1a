// A whole server on a test database, on a free port, spoken to over real HTTP.
import { type Env, readEnv } from "../env.ts";
import { type RunningServer, startServer } from "../main.ts";
import type { TestDatabase } from "./database.ts";

export const TEST_TOKEN = "test-token-0123456789";

/** The environment of a server on this database; `extra` holds variables by their public names. */
export function testEnv({ env }: TestDatabase, extra: Record<string, string> = {}): Env {
  return readEnv({
    PORT: "0",
    LOG_LEVEL: "silent",
    WORKTRAIL_TOKEN: TEST_TOKEN,
    WORKTRAIL_DATA: env.dataDir,
    ...(env.databaseUrl === undefined ? {} : { DATABASE_URL: env.databaseUrl }),
    ...extra,
  });
}

export type TestServer = RunningServer & {
  /** Fetches a path of this server without following redirects. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Calls a procedure with the API token; `headers` replaces that credential. */
  call(
    kind: "query" | "mutation",
    procedure: string,
    input?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
};

/** What tRPC answered: `data` of a result or the error. */
export type Answer = {
  status: number;
  data?: unknown;
  error?: {
    code: number;
    message: string;
    data: { code: string; httpStatus: number; path?: string; details?: unknown };
  };
};

export async function startTestServer(
  database: TestDatabase,
  extra: Record<string, string> = {},
): Promise<TestServer> {
  const server = await startServer(testEnv(database, extra));
  const fetchPath: TestServer["fetch"] = (path, init) =>
    fetch(`${server.url}${path}`, { redirect: "manual", ...init });
  const call: TestServer["call"] = async (
    kind,
    procedure,
    input,
    headers = { authorization: `Bearer ${TEST_TOKEN}` },
  ) => {
    const body = JSON.stringify(input);
    const query = kind === "query" && body !== undefined ? `?input=${encodeURIComponent(body)}` : "";
    const init =
      kind === "query"
        ? { headers }
        : { method: "POST", body, headers: { ...headers, "content-type": "application/json" } };
    const response = await fetchPath(`/trpc/${procedure}${query}`, init as RequestInit);
    const answer = (await response.json()) as { result?: { data?: unknown }; error?: Answer["error"] };
    return {
      status: response.status,
      ...(answer.error ? { error: answer.error } : { data: answer.result?.data }),
    };
  };
  return { ...server, fetch: fetchPath, call };
}
