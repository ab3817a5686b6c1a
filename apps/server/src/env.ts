import { resolve } from "node:path";
import { MAX_RETENTION_DAYS } from "@worktrail/shared/api/retention";
import { z } from "zod";
import { StartupError } from "./startup-error.ts";

const port = (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
const httpUrl = (value: string) => /^https?:\/\//.test(value) && URL.canParse(value);
const dayCount = (value: string) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= MAX_RETENTION_DAYS;
const hostAndPort = (value: string) => /^(\[[0-9a-fA-F:.]+\]|[^\s:/@,[\]]+):\d{1,5}$/.test(value);

const text = z.string().trim();

const variables = z.object({
  PORT: text.default("4700").refine(port, "a port number between 0 and 65535, such as 4700"),
  HOST: text
    .default("127.0.0.1")
    .refine((value) => !/[\s/]/.test(value), "a host name or an IP address, such as 127.0.0.1"),
  DATABASE_URL: text
    .refine(
      (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
      "a PostgreSQL address, such as postgres://user:password@localhost:5432/worktrail",
    )
    .optional(),
  WORKTRAIL_DATA: text.default("./.worktrail"),
  WORKTRAIL_TOKEN: text
    .refine(
      (value) => value.length >= 8 && !/\s/.test(value),
      "a token of at least 8 characters without spaces",
    )
    .optional(),
  WORKTRAIL_ALLOW_HOSTS: text
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""),
    )
    .refine(
      (hosts) => hosts.every(hostAndPort),
      "a comma-separated list of host:port, such as localhost:11434",
    ),
  WORKTRAIL_PUBLIC_URL: text
    .refine(
      httpUrl,
      "the http or https address at which people open Worktrail, such as https://worktrail.example.com",
    )
    .optional(),
  BETTER_AUTH_SECRET: text
    .refine((value) => value.length >= 32, "a secret of at least 32 characters")
    .optional(),
  WORKTRAIL_SECRETS_KEY: text
    .refine(
      (value) => Buffer.from(value, "base64").length === 32,
      "32 random bytes in base64, such as `openssl rand -base64 32` prints",
    )
    .optional(),
  WORKTRAIL_RETENTION_DAYS: text
    .refine(dayCount, `a whole number of days between 1 and ${MAX_RETENTION_DAYS}, such as 90`)
    .optional(),
  WORKTRAIL_MAX_QUEUED: text
    .default("20000")
    .refine(
      (value) => /^[1-9]\d{0,6}$/.test(value),
      "a whole number of runs between 1 and 9999999, such as 20000",
    ),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: text
    .refine(httpUrl, "an http or https address, such as https://api.openai.com/v1")
    .optional(),
  LOG_LEVEL: text
    .default("warn")
    .refine(
      (value) => ["fatal", "error", "warn", "info", "debug", "trace", "silent"].includes(value),
      "one of fatal, error, warn, info, debug, trace or silent",
    ),
});

/** What the server was told by its environment, checked once at start. */
export type Env = {
  port: number;
  host: string;
  /** Where PostgreSQL is; undefined means the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute path of the data directory. */
  dataDir: string;
  /** The API token that acts as the first owner. */
  token: string | undefined;
  /** `host:port` pairs that outgoing calls may reach although they are private. */
  allowHosts: string[];
  publicUrl: string | undefined;
  authSecret: string | undefined;
  /** What secrets are sealed with, 32 bytes in base64. */
  secretsKey: string | undefined;
  /** Ended runs are removed after so many days at the latest; undefined: they are kept for ever. */
  retentionDays: number | undefined;
  /** Starts are refused while so many runs wait for a process with room. */
  maxQueued: number;
  openaiApiKey: string | undefined;
  openaiBaseUrl: string | undefined;
  logLevel: string;
};

/**
 * Reads and checks the environment; an empty value counts as not set.
 * @throws StartupError naming the first wrong variable and what it should hold (never the value: it may be secret).
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartupError(`${String(issue?.path[0])} must be ${issue?.message}.`);
  }
  const value = parsed.data;
  return {
    port: Number(value.PORT),
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    dataDir: resolve(value.WORKTRAIL_DATA),
    token: value.WORKTRAIL_TOKEN,
    allowHosts: value.WORKTRAIL_ALLOW_HOSTS,
    publicUrl: value.WORKTRAIL_PUBLIC_URL?.replace(/\/+$/, ""),
    authSecret: value.BETTER_AUTH_SECRET,
    secretsKey: value.WORKTRAIL_SECRETS_KEY,
    retentionDays:
      value.WORKTRAIL_RETENTION_DAYS === undefined ? undefined : Number(value.WORKTRAIL_RETENTION_DAYS),
    maxQueued: Number(value.WORKTRAIL_MAX_QUEUED),
    openaiApiKey: value.OPENAI_API_KEY,
    openaiBaseUrl: value.OPENAI_BASE_URL,
    logLevel: value.LOG_LEVEL,
  };
}
