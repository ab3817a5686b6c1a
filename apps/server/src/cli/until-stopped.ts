const DEADLINE_MS = 10_000;

/**
 * Waits for SIGTERM or SIGINT, then closes within ten seconds. Gives the exit code: 0 for a clean end.
 * A second signal ends the process at once.
 */
export async function untilStopped(close: () => Promise<void>): Promise<number> {
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
  const deadline = setTimeout(() => {
    console.error("Worktrail did not stop within 10 seconds and was ended.");
    process.exit(1);
  }, DEADLINE_MS);
  deadline.unref();
  await close();
  clearTimeout(deadline);
  return 0;
}
