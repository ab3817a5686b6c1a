// The bytes of an answer as text; the cap counts what comes out of decompression.
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { StepFailure } from "@worktrail/shared/step/failure";

const MAX_ENCODINGS = 2;
const DECODERS = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
]);
const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/**
 * @throws StepFailure `HTTP_TOO_LARGE` over `max_bytes`, `HTTP_BAD_RESPONSE` for what is not text, and what zlib says of
 * damaged bytes.
 */
export async function readBody(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
  max_bytes: number,
): Promise<string> {
  const encodings = encodingsOf(headers["content-encoding"]);
  let plain = bytes;
  for (const encoding of encodings) plain = await decompress(plain, encoding, max_bytes);
  return decodeText(plain, headers["content-type"]);
}

/** The last one that was put on comes off first. */
function encodingsOf(contentEncoding: string | undefined): string[] {
  if (contentEncoding === undefined) return [];
  const names = contentEncoding
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > MAX_ENCODINGS) throw badResponse("The answer is compressed too many times over.");
  return names.reverse();
}

async function decompress(bytes: Buffer, encoding: string, max_bytes: number): Promise<Buffer> {
  const decoder = DECODERS.get(encoding);
  if (!decoder)
    throw badResponse(`The answer is compressed as "${encoding.slice(0, 40)}", which was not asked for.`);
  try {
    return await decoder(bytes, { maxOutputLength: max_bytes });
  } catch (error) {
    const isOver = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw isOver ? tooLarge(max_bytes) : error;
  }
}

function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    const decoder = charset.toLowerCase() === "utf-8" ? UTF_8 : new TextDecoder(charset, { fatal: true });
    return decoder.decode(bytes);
  } catch {
    throw badResponse(
      `The answer is not text in ${charset.slice(0, 40)}${contentType ? ` (it is ${contentType.slice(0, 80)})` : ""}. Only text and JSON can be read.`,
    );
  }
}

export function tooLarge(max_bytes: number): StepFailure {
  const megabytes = Math.round(max_bytes / 100_000) / 10;
  return new StepFailure(
    "HTTP_TOO_LARGE",
    `The answer is larger than ${megabytes} MB, so it was cut off. Ask for a smaller page or fewer fields.`,
  );
}

function badResponse(message: string): StepFailure {
  return new StepFailure("HTTP_BAD_RESPONSE", message);
}
