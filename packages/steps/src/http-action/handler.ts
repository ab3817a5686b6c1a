import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpRequest, HttpResponse, StepContext, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";
import { millisecondsInWords, sizeInWords } from "../log-words.ts";
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

/** Notes the call in the journal and the log, without credentials and query values. */
function startRecord(request: HttpRequest, context: StepContext): CallRecord {
  const started = performance.now();
  const url = publicUrl(request.url);
  const line = `${request.method} ${url}`;
  const took = () => millisecondsInWords(performance.now() - started);
  let status: HttpResponse["status"] | null = null;
  return {
    answered: (response) => {
      status = response.status;
      context.log(`${line} -> ${status} in ${took()}, ${sizeInWords(response.body)}`);
    },
    end: (outcome, error) => {
      if (status === null) context.log(`${line} got no answer within ${took()}`);
      const detail: JsonObject = { method: request.method, url, status };
      if (error instanceof StepFailure) detail.reason = error.message;
      const name = `${request.method} ${new URL(url).host}`;
      context.record(outcome, { name, kind: "http", detail }, performance.now() - started);
    },
  };
}
