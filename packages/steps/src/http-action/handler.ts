import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpRequest, HttpResponse, StepContext, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";
import { buildRequest, publicUrl } from "./request.ts";
import { checkStatus, readBody } from "./response.ts";

export const httpActionHandler: WorkHandler<ConfigOf<"http_action">> = {
  run: async (config, context) => {
    const request = buildRequest(config, context.idempotency_key);
    const where = new URL(request.url).host;
    const call = startRecord(request, context);
    try {
      const response = await context.http(request);
      call.answered(response);
      checkStatus(response, config.expect_status, where, context.scope.now);
      const body = readBody(response, where);
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
function startRecord(request: HttpRequest, context: StepContext): CallRecord {
  const started = performance.now();
  const url = publicUrl(request.url);
  let status: HttpResponse["status"] | null = null;
  let characters = 0;
  return {
    answered: (response) => {
      status = response.status;
      characters = response.body.length;
    },
    end: (outcome, error) => {
      const detail: JsonObject = { method: request.method, url, status };
      if (status !== null) detail.characters = characters;
      if (error instanceof StepFailure) detail.reason = error.message;
      const name = `${request.method} ${new URL(url).host}`;
      context.record(outcome, { name, kind: "http", detail }, performance.now() - started);
    },
  };
}
