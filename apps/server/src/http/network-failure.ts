import { StepFailure } from "@worktrail/shared/step/failure";

/** Says in one sentence why a call did not come through, and whether trying again can help. */
export function networkFailure(error: unknown, url: URL): StepFailure {
  if (error instanceof StepFailure) return error;
  const code = errorCode(error);
  const [message, recoverable] = explain(code, url.host);
  return new StepFailure("HTTP_NETWORK", message, { recoverable, details: { reason: code }, cause: error });
}

export function timedOut(url: URL, timeout_ms: number): StepFailure {
  const seconds = Math.round(timeout_ms / 100) / 10;
  return new StepFailure("HTTP_NETWORK", `${url.host} did not answer completely within ${seconds} s.`, {
    recoverable: true,
    details: { reason: "DEADLINE" },
  });
}

function explain(code: string, host: string): [message: string, recoverable: boolean] {
  switch (code) {
    case "ENOTFOUND":
      return [`There is no host ${host}. Check the address.`, false];
    case "EAI_AGAIN":
      return [`The address of ${host} could not be looked up just now.`, true];
    case "ECONNREFUSED":
      return [`${host} refuses connections. Check the port, and that the service is running.`, true];
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return [`${host} cannot be reached.`, true];
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return [`${host} stopped answering.`, true];
    case "UND_ERR_HEADERS_OVERFLOW":
    case "HPE_HEADER_OVERFLOW":
      return [`${host} sent more headers than can be read.`, false];
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
    case "Z_BUF_ERROR":
    case "ERR_STREAM_PREMATURE_CLOSE":
      return [`${host} broke the connection before the answer was complete.`, true];
    default:
      return explainFamily(code, host);
  }
}

function explainFamily(code: string, host: string): [message: string, recoverable: boolean] {
  if (code.startsWith("HPE_") || code === "HTTPParserError")
    return [`${host} answered with something that is not HTTP.`, false];
  if (code.startsWith("Z_") || code.startsWith("ERR__"))
    return [`The compressed answer of ${host} is damaged.`, false];
  if (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code)) {
    return [`The certificate of ${host} is not valid (${code}), so nothing was sent.`, false];
  }
  return [`The connection to ${host} failed (${code}).`, true];
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? error.name : "UNKNOWN";
}
