// Which problems stand by which field. Paths are JSON Pointers.
import type { Issue } from "@worktrail/shared/segment/issue";

/** A problem whose path begins at the thing that the inspector shows: `/config/url` for a step. */
export type LocalProblem = Pick<Issue, "path" | "message" | "severity">;

/** The problems at `base` or below it, with paths that begin there. */
export function problemsBelow(issues: readonly Issue[], base: string): LocalProblem[] {
  return issues.flatMap(({ path, message, severity }) =>
    isAtOrBelow(path, base) ? [{ path: path.slice(base.length), message, severity }] : [],
  );
}

/** What to write under a field: everything at its place and below it, each sentence once. */
export function messagesAt(problems: readonly LocalProblem[], path: string): string[] {
  const found = problems.filter((problem) => isAtOrBelow(problem.path, path));
  return [...new Set(found.map((problem) => problem.message))];
}

function isAtOrBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

/**
 * Of the places that can take the focus the one a problem means: the place itself, else the nearest around it,
 * else the first inside it.
 */
export function nearestPlace(places: readonly string[], path: string): string | null {
  const around = places.filter((place) => isAtOrBelow(path, place));
  if (around.length > 0) return around.reduce((best, place) => (place.length > best.length ? place : best));
  return places.find((place) => isAtOrBelow(place, path)) ?? null;
}
