import { availableParallelism } from "node:os";

/** Test files at a time, the same for every project, so that all can share them: with one, half of two cores waits. */
export const WORKERS = Math.max(2, availableParallelism() - 1);
