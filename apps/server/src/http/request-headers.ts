import { StepFailure } from "@worktrail/shared/step/failure";
import { refused } from "./http-target.ts";

const MAX_HEADER_CHARACTERS = 64_000;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;
/** Printable Latin-1 and tab: no line ends, so one header can never become two. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Set by the connection itself, or a way to speak past it. */
const RESERVED = new Set([
  "host",
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "__proto__",
  "constructor",
  "prototype",
]);
/** What may follow a redirect to another origin: anything else could be a credential. */
const HARMLESS = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "content-type",
  "user-agent",
  "idempotency-key",
]);

/**
 * The headers of a call in lower case, with our defaults.
 * @throws StepFailure `HTTP_REFUSED` for a header that cannot be sent.
 */
export function requestHeaders(given: Readonly<Record<string, string>>): Map<string, string> {
  const headers = new Map([
    ["user-agent", "Worktrail"],
    ["accept", "application/json, text/plain;q=0.9, */*;q=0.8"],
    ["accept-encoding", "gzip, deflate, br"],
  ]);
  let size = 0;
  for (const [key, value] of Object.entries(given)) {
    const name = key.toLowerCase();
    if (!NAME.test(name)) throw refused(`${JSON.stringify(key.slice(0, 100))} is not a name for a header.`);
    if (RESERVED.has(name) || name.startsWith("proxy-")) {
      throw refused(`The header ${key} is set by the connection itself. Take it out of the step.`);
    }
    if (!VALUE.test(value)) {
      throw refused(
        `The header ${key} holds a line break or a character that headers cannot carry. Remove it.`,
      );
    }
    size += name.length + value.length;
    headers.set(name, value);
  }
  if (size > MAX_HEADER_CHARACTERS) {
    throw new StepFailure(
      "HTTP_TOO_LARGE",
      "The headers are longer than 64 kB together. Send the data in the body.",
    );
  }
  return headers;
}

/** The headers that go along when a redirect leads to another origin. */
export function headersForOtherOrigin(headers: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...headers].filter(([name]) => HARMLESS.has(name)));
}
