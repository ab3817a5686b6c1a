// From a config to the request that is sent.
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpRequest } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

type HttpActionConfig = ConfigOf<"http_action">;

/** The longest that one call may take; the step's own time-out ends it sooner. */
const CALL_TIMEOUT_MS = 300_000;

export function buildRequest(config: HttpActionConfig, idempotency_key: string): HttpRequest {
  const url = targetUrl(config);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    if (value !== null) headers.set(name.toLowerCase(), String(value));
  }
  addAuth(headers, config.auth);
  const body = encodeBody(config, headers);
  if (config.method !== "GET" && config.method !== "HEAD" && !headers.has("idempotency-key")) {
    headers.set("idempotency-key", idempotency_key);
  }
  return {
    method: config.method,
    url: url.href,
    headers: Object.fromEntries(headers),
    body,
    timeout_ms: CALL_TIMEOUT_MS,
  };
}

/** The address without what may be secret: names of query keys stay, their values go. */
export function publicUrl(url: URL): string {
  if (url.search === "") return `${url.origin}${url.pathname}`;
  const keys = [...new Set(url.searchParams.keys())].map((key) => `${encodeURIComponent(key)}=…`);
  return `${url.origin}${url.pathname}${keys.length === 0 ? "" : `?${keys.join("&")}`}`;
}

function targetUrl(config: HttpActionConfig): URL {
  const url = URL.parse(config.url);
  if (!url) {
    throw new StepFailure(
      "CONFIG_INVALID",
      "The address is not complete once its templates are filled in. It must start with http:// or https://.",
    );
  }
  for (const [key, value] of Object.entries(config.query ?? {})) {
    if (value !== null) url.searchParams.set(key, String(value));
  }
  return url;
}

function addAuth(headers: Map<string, string>, auth: HttpActionConfig["auth"]): void {
  switch (auth?.type) {
    case "bearer":
      headers.set("authorization", `Bearer ${auth.token}`);
      return;
    case "basic":
      headers.set("authorization", `Basic ${base64(`${auth.username}:${auth.password}`)}`);
      return;
    case "header":
      headers.set(auth.name.toLowerCase(), auth.value);
      return;
    case "none":
    case undefined:
      return;
  }
}

/** Base64 of the text's UTF-8 bytes. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function encodeBody(config: HttpActionConfig, headers: Map<string, string>): string | undefined {
  const { body, method } = config;
  if (body === undefined || method === "GET" || method === "HEAD") return undefined;
  const isText = typeof body === "string";
  if (!headers.has("content-type")) {
    headers.set("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
  }
  return isText ? body : JSON.stringify(body);
}
