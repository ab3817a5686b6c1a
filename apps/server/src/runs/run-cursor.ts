import { AppError } from "@worktrail/shared/errors";
import { z } from "zod";

const CursorSchema = z.tuple([z.iso.datetime(), z.string().min(1).max(64)]);

/** Where a page of runs ended. */
export type RunCursor = { created_at: string; run_id: string };

export function writeRunCursor({ created_at, run_id }: RunCursor): string {
  return Buffer.from(JSON.stringify([created_at, run_id])).toString("base64url");
}

export function readRunCursor(cursor: string): RunCursor {
  try {
    const [created_at, run_id] = CursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { created_at, run_id };
  } catch {
    throw new AppError(
      "BAD_REQUEST",
      "This cursor was not given out by runs.list. Start again without one.",
      {
        path: "/cursor",
      },
    );
  }
}
