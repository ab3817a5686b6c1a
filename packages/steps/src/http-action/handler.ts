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
      call.status = response.status;
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
  status: HttpResponse["status"] | null;
  end: (outcome: "completed" | "failed", error?: unknown) => void;
};

/** Notes the call in the journal, without credentials and query values. */
function startRecord(request: HttpRequest, context: StepContext): CallRecord {
  const started = performance.now();
  const url = publicUrl(request.url);
  const call: CallRecord = {
    status: null,
    end: (outcome, error) => {
      const detail: JsonObject = { method: request.method, url, status: call.status };
      if (error instanceof StepFailure) detail.reason = error.message;
      const name = `${request.method} ${new URL(url).host}`;
      context.record(outcome, { name, kind: "http", detail }, performance.now() - started);
    },
  };
  return call;
}
