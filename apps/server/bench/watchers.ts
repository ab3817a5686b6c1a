// Browsers, as far as the engine can tell: see `children/watchers.ts`.
import { startChild } from "./child.ts";

export type WatchersAsk = { watch: string } | { report: true };
/** By step, when its completion arrived at each of the clients, on the shared clock. */
export type WatchersTell = { ready: true } | { arrivals: [step_id: string, at_ms: number][] };

export type Watchers = {
  /** Resolves once every client watches this run, and no other any more. */
  watch(run_id: string): Promise<void>;
  /** What has arrived since the last report. */
  report(): Promise<[step_id: string, at_ms: number][]>;
  close(): Promise<void>;
};

export async function startWatchers(url: string, clients: number, token?: string): Promise<Watchers> {
  const args = [url, String(clients), ...(token === undefined ? [] : [token])];
  const child = startChild<WatchersAsk, WatchersTell>("watchers.ts", args);
  await child.told();
  return {
    watch: async (run_id) => {
      child.ask({ watch: run_id });
      await child.told();
    },
    report: async () => {
      child.ask({ report: true });
      const message = await child.told();
      return "arrivals" in message ? message.arrivals : [];
    },
    close: child.end,
  };
}
