import type { Storage } from "../db/storage.ts";

/** A process without its database can only mislead people: it says so and ends. What was committed is on the disk. */
export function endWhenLost({ lost }: Pick<Storage, "lost">): void {
  void lost.then(({ message }) => {
    console.error(
      `The embedded database stopped by itself (${message}), so this process ends; start it again.`,
    );
    process.exit(1);
  });
}
