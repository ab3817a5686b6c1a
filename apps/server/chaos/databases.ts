// Where the servers that die keep their data: a directory of its own, or a real PostgreSQL that loses no commit.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage, type Storage } from "../src/db/storage.ts";
import { type PostgresServer, startPostgresServer } from "../src/testing/postgres-server.ts";

export type ChaosDatabase = {
  kind: "pglite" | "postgres";
  dataDir: string;
  databaseUrl: string | undefined;
  /** Null on the embedded database. */
  postgres: PostgresServer | null;
  /** Opens it in this process, once no server has it open. */
  open(): Promise<Storage>;
  remove(): Promise<void>;
};

/** An empty one: the first start that succeeds makes everything in it. */
export async function makeChaosDatabase(kind: ChaosDatabase["kind"]): Promise<ChaosDatabase> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-chaos-"));
  const dataDir = join(root, "server");
  const clean = () => rmSync(root, { recursive: true, force: true });
  if (kind === "pglite") {
    const env = { databaseUrl: undefined, dataDir };
    return { kind, ...env, postgres: null, open: () => openStorage(env), remove: async () => clean() };
  }
  // For root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(root, 0o755);
  const postgres = await startPostgresServer(root, { durable: true });
  const env = { databaseUrl: `${postgres.url}/postgres`, dataDir };
  const remove = async () => {
    await postgres.stop();
    clean();
  };
  return { kind, ...env, postgres, open: () => openStorage(env), remove };
}
