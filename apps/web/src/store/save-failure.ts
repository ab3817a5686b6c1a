import { z } from "zod";
import { describeError } from "../api/errors.ts";
import type { RefusedPlace, SaveFailure } from "./autosave.ts";

const TheirsSchema = z.object({
  /** Null when the segment was deleted. */
  revision: z.number().nullable(),
  updated_at: z.string().nullish(),
  updated_by: z.union([z.string(), z.object({ name: z.string().nullish() })]).nullish(),
});

const IssuesSchema = z.object({
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
});

/** What a refused or failed save means for the edits. */
export function explainSaveFailure(error: unknown): SaveFailure {
  const { code, message, details } = describeError(error);
  if (code === "UNAUTHORIZED") return { kind: "signed_out" };
  if (code === "CONFLICT") {
    const theirs = TheirsSchema.safeParse(details);
    if (theirs.success) return { kind: "conflict", theirs: readTheirs(theirs.data) };
  }
  if (PERMANENT.has(code)) return { kind: "refused", message, places: readPlaces(details) };
  return { kind: "passing", message };
}

const PERMANENT = new Set([
  "BAD_REQUEST",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "INVALID_SEGMENT",
  "PAYLOAD_TOO_LARGE",
]);

function readTheirs({ revision, updated_at, updated_by }: z.infer<typeof TheirsSchema>) {
  const name = typeof updated_by === "string" ? updated_by : updated_by?.name;
  return { revision: revision ?? 0, updated_at: updated_at ?? null, updated_by: name ?? null };
}

function readPlaces(details: unknown): RefusedPlace[] {
  const parsed = IssuesSchema.safeParse(details);
  return parsed.success ? parsed.data.issues : [];
}
