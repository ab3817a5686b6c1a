import { AppError } from "@worktrail/shared/errors";

export function notFound(segment_id: string): AppError {
  return new AppError("NOT_FOUND", `There is no segment ${segment_id}.`);
}

export function revisionNotFound(segment_id: string, revision: number): AppError {
  return new AppError("NOT_FOUND", `The segment ${segment_id} has no revision ${revision}.`);
}
