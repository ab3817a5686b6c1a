// Reads an answer to its end or to the cap, whichever comes first; the cap counts what comes out of decompression.
import { type Duplex, type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { StepFailure } from "@worktrail/shared/step/failure";

const MAX_ENCODINGS = 2;

/**
 * @throws StepFailure `HTTP_TOO_LARGE` over `max_bytes`, `HTTP_BAD_RESPONSE` for what is not text.
 */
export async function readBody(
  body: Readable & { bytes(): Promise<Uint8Array> },
  headers: Readonly<Record<string, string>>,
  max_bytes: number,
): Promise<string> {
  const length = Number(headers["content-length"] ?? Number.NaN);
  if (length > max_bytes) throw tooLarge(max_bytes);
  const through = decoders(headers["content-encoding"]);
  // No more can arrive than was announced, so nothing has to count on the way.
  if (through.length === 0 && length >= 0) return decodeText(await body.bytes(), headers["content-type"]);
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      chunks.push(chunk);
      done(size > max_bytes ? tooLarge(max_bytes) : null);
    },
  });
  await pipeline([body, ...through, collect]);
  return decodeText(Buffer.concat(chunks), headers["content-type"]);
}

function decoders(contentEncoding: string | undefined): Duplex[] {
  const names = (contentEncoding ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > MAX_ENCODINGS) throw badResponse("The answer is compressed too many times over.");
  return names.reverse().map(decoder);
}

function decoder(name: string): Duplex {
  switch (name) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw badResponse(`The answer is compressed as "${name.slice(0, 40)}", which was not asked for.`);
  }
}

function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw badResponse(
      `The answer is not text in ${charset.slice(0, 40)}${contentType ? ` (it is ${contentType.slice(0, 80)})` : ""}. Only text and JSON can be read.`,
    );
  }
}

function tooLarge(max_bytes: number): StepFailure {
  const megabytes = Math.round(max_bytes / 100_000) / 10;
  return new StepFailure(
    "HTTP_TOO_LARGE",
    `The answer is larger than ${megabytes} MB, so it was cut off. Ask for a smaller page or fewer fields.`,
  );
}

export function badResponse(message: string): StepFailure {
  return new StepFailure("HTTP_BAD_RESPONSE", message);
}
