import { IdSchema } from "@worktrail/shared/segment/schema";

const MAX_LENGTH = 64;

/** An id made of a name: "Data pipeline (2)" → `data_pipeline_2`. Always valid: words that give none, give `fallback`. */
export function suggestId(name: string, fallback = "segment"): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, MAX_LENGTH);
  return IdSchema.safeParse(words).success ? words : fallback;
}

/** The wanted id, or the first of `wanted_2`, `wanted_3`, … that nobody has. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const suffix = `_${number}`;
    const id = `${wanted.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
    if (!taken.has(id)) return id;
  }
}

/** Why this cannot be the id of a new segment, as a sentence; null when it can. */
export function idProblem(id: string, taken: ReadonlySet<string>): string | null {
  if (id === "") return "Give the segment an id.";
  const parsed = IdSchema.safeParse(id);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This cannot be an id.";
  return taken.has(id) ? "A segment with this id exists already. Choose another id." : null;
}
