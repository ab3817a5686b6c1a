// Bodies are UTF-8 or refused: a decoder that replaces wrong bytes would change what people wrote.
import { isUtf8 } from "node:buffer";
import { AppError } from "@worktrail/shared/errors";
import type { FastifyInstance } from "fastify";

/** Reads JSON bodies as text, checked to be UTF-8, or as values when `parse` is asked for. */
export function acceptJson(app: FastifyInstance, as: "text" | "value"): void {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: unknown, body: Buffer) => {
      if (!isUtf8(body))
        throw new AppError("BAD_REQUEST", "The request is not valid UTF-8; encode it as UTF-8.");
      const text = body.toString("utf8");
      return as === "text" ? text : parse(text);
    },
  );
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("BAD_REQUEST", "The request is not valid JSON; correct it and send it again.");
  }
}
