import type { Deadlines } from "./create-llm.ts";

/** Ends a call that has been silent or running for too long. */
export type Watchdog = {
  /** Aborted by the caller, by silence, or at the total deadline. */
  readonly signal: AbortSignal;
  readonly expired: () => boolean;
  /** Something arrived: the next piece has to come within `ms`. */
  readonly expect: (ms: number) => void;
  readonly stop: () => void;
};

export function startWatchdog(deadlines: Deadlines, caller: AbortSignal | undefined): Watchdog {
  const controller = new AbortController();
  let expired = false;
  const expire = () => {
    expired = true;
    controller.abort();
  };
  let silence = setTimeout(expire, deadlines.first);
  const total = setTimeout(expire, deadlines.total);
  const expect = (ms: number) => {
    clearTimeout(silence);
    silence = setTimeout(expire, ms);
  };
  const stop = () => {
    clearTimeout(silence);
    clearTimeout(total);
  };
  const signal = caller ? AbortSignal.any([caller, controller.signal]) : controller.signal;
  return { signal, expired: () => expired, expect, stop };
}
