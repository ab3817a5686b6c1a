const DEADLINE_MS = 10_000;
/** Of them steps that are under way have so much to end; the rest is for closing what they use. */
export const DRAIN_MS = 6_000;
/** SIGHUP: the terminal was closed. */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Resolves at the first signal to stop. From then on the process has ten seconds to close; a second signal
 * ends it at once. Ask before anything is opened, so that a signal during the start closes cleanly as well.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      setTimeout(() => {
        console.error("Worktrail did not stop within 10 seconds and was ended.");
        process.exit(1);
      }, DEADLINE_MS).unref();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
