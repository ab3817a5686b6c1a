import ELK, { type ELK as Elk } from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

/** ELK in a worker of its own. Import this file when it is first needed: the worker weighs more than a page. */
export function startLayoutEngine(): Pick<Elk, "layout"> {
  return new ELK({ workerUrl });
}
