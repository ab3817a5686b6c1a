const DEADLINE_MS = 10_000;

/**
 * Resolves at the first SIGTERM or SIGINT. From then on the process has ten seconds to close; a second signal
 * ends it at once. Ask before anything is opened, so that a signal during the start closes cleanly as well.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      setTimeout(() => {
        console.error("Worktrail did not stop within 10 seconds and was ended.");
        process.exit(1);
      }, DEADLINE_MS).unref();
      resolve();
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  });
}
