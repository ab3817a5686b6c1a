import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Storage } from "./db/storage.ts";
import type { Engine } from "./engine/engine.ts";
import type { LivePort } from "./engine/engine-deps.ts";
import type { Env } from "./env.ts";
import type { Identity } from "./identity/identity.ts";

/** What the parts of a running server are given: made once, in the order of `main.ts`, and handed down. */
export type Deps = {
  env: Env;
  log: Logger;
  storage: Storage;
  identity: Identity;
  engine: Engine;
  live: LivePort;
  metrics: Registry;
  /** What secrets are sealed with; null where this server has no key. */
  secretsKey: Buffer | null;
  /** The address at which people open Worktrail, without a slash at its end. */
  baseUrl: string;
};
