// The other side of calls: see `children/answerer.ts`.
import { startChild } from "./child.ts";

export type AnswererAsk = { hold: string | null } | { path: string; count: number };
export type AnswererTell = { port: number } | { at_ms: number };

export type Answerer = {
  host: string;
  url: string;
  /**
   * Calls to this path get no answer until another path is held. The calls that were held so far are answered, and
   * do not count any more.
   */
  hold(path: string | null): Promise<void>;
  /** When, on the shared clock, calls with this many different idempotency keys had arrived on a path. */
  untilCalled(path: string, count: number): Promise<number>;
  close(): Promise<void>;
};

export async function startAnswerer(): Promise<Answerer> {
  const child = startChild<AnswererAsk, AnswererTell>("answerer.ts");
  const first = await child.told();
  if (!("port" in first)) throw new Error("The answering server did not say where it is.");
  const next = async () => {
    const message = await child.told();
    if (!("at_ms" in message)) throw new Error("The answering server spoke out of turn.");
    return message.at_ms;
  };
  const host = `127.0.0.1:${first.port}`;
  return {
    host,
    url: `http://${host}`,
    hold: async (path) => {
      child.ask({ hold: path });
      await next();
    },
    untilCalled: (path, count) => {
      child.ask({ path, count });
      return next();
    },
    close: child.end,
  };
}
