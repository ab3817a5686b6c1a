import type { WorktrailEvent } from "@worktrail/shared/run/events";

type Journal = { readonly length: number; at: (seq: number) => WorktrailEvent | undefined };

/** The `seq` of the last event up to a time, in epoch milliseconds; the first event for any time before it. */
export function seqAt(events: Journal, time: number): number {
  let low = 1;
  let high = events.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const event = events.at(middle);
    if (event && Date.parse(event.timestamp) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
