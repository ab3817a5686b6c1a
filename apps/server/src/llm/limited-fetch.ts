import { unavailable } from "./llm-failure.ts";

const MAX_STREAM_BYTES = 20_000_000;

/** `fetch` whose answers end with a failure when they grow past any sensible stream, even in a single line. */
export async function limitedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (!response.body) return response;
  let size = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      size += chunk.byteLength;
      if (size > MAX_STREAM_BYTES) controller.error(unavailable("The model's answer is larger than 20 MB."));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
}
