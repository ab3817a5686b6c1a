import type { IncomingHttpHeaders } from "node:http";

/** Node's headers of a request or a socket handshake as the web's `Headers`, which `resolveActor` takes. */
export function toWebHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) headers.append(name, one);
    }
  }
  return headers;
}
