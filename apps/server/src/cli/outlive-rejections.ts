import type { EngineLog } from "../engine/engine-deps.ts";

/**
 * A promise that failed and that nobody waits for must not end the process: it is a mistake to be corrected, and the
 * runs of everybody else are not part of it. What is awaited becomes the step's failure long before this.
 */
export function outliveRejections(log: Pick<EngineLog, "error">): void {
  process.on("unhandledRejection", (error) =>
    log.error({ err: error }, "Something failed that nobody waited for"),
  );
}
