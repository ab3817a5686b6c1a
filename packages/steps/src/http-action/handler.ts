import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpResponse, StepContext, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";
import { buildRequest, publicUrl } from "./request.ts";
import { checkStatus, readBody } from "./response.ts";

export const httpActionHandler: WorkHandler<ConfigOf<"http_action">> = {
  run: async (config, context) => {
    const request = buildRequest(config, context.idempotency_key);
    const url = new URL(request.url);
    const call = startRecord(request.method, url, context);
    try {
      const response = await context.http(request);
      call.answered(response);
      checkStatus(response, config.expect_status, url.host, () => context.scope.now);
      const body = readBody(response, url.host);
      call.end("completed");
      return { output: body, response: { status: response.status, headers: response.headers, body } };
    } catch (error) {
      call.end("failed", error);
      throw error;
    }
  },
};

type CallRecord = {
  answered: (response: HttpResponse) => void;
  end: (outcome: "completed" | "failed", error?: unknown) => void;
};

/** Notes the call in the journal, without credentials and query values: its log line is told from there. */
function startRecord(method: string, url: URL, context: StepContext): CallRecord {
  const started = performance.now();
  let status: HttpResponse["status"] | null = null;
  let characters = 0;
  return {
    answered: (response) => {
      status = response.status;
      characters = response.body.length;
    },
    end: (outcome, error) => {
      const detail: JsonObject = { method, url: publicUrl(url), status };
      if (status !== null) detail.characters = characters;
      if (error instanceof StepFailure) detail.reason = error.message;
      const name = `${method} ${url.host}`;
      context.record(outcome, { name, kind: "http", detail }, performance.now() - started);
    },
  };
}
