import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openPglite, POSTGRES_MAJOR } from "./open-pglite.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "worktrail-open-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** As a server does: damage may show only when the schema is looked at. */
async function opened(database: TestDatabase): Promise<void> {
  const storage = await database.open();
  await storage.migrate().finally(() => storage.close());
}

function cutOff(wal: string): void {
  for (const file of readdirSync(wal).filter((name) => /^[0-9A-F]{24}$/.test(name)))
    truncateSync(join(wal, file), 4_096);
}

const MODULE = new URL("./open-pglite.ts", import.meta.url).href;
/** An administrator may read and write everything: the process gives that up before it opens the directory. */
const OPEN = `
  const { openPglite } = await import(${JSON.stringify(MODULE)});
  if (process.getuid() === 0) { process.setgroups([]); process.setuid("nobody"); }
  await openPglite(process.argv[1]).then(() => console.log("opened"), ({ message }) => console.log(message));
  process.exit();
`;

/** What somebody who is not an administrator is told. */
function openedByUser(dataDir: string): string {
  return execFileSync(process.execPath, ["--input-type=module", "-e", OPEN, dataDir], { encoding: "utf8" });
}

function flipPage(file: string): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(100, 7), 0, 100, 4_000);
  closeSync(handle);
}

describe("openPglite", () => {
  test("a database whose thread dies says so, refuses what is asked, and gives its directory back", async () => {
    const thread = Promise.withResolvers<Worker>();
    process.once("worker", thread.resolve);
    const storage = await openPglite(root);
    const asked = storage.query("select pg_sleep(60)").catch((error: unknown) => error);
    await (await thread.promise).terminate();
    expect(await storage.lost).toBeInstanceOf(Error);
    expect(await asked).toBeInstanceOf(Error);
    await expect(storage.query("select 1")).rejects.toThrow(/embedded database stopped/);
    await storage.close();
    expect(readdirSync(root)).not.toContain("worktrail.lock");
  });

  test("a database that cannot write its log stops with the reason, and opens again with what was committed", {
    timeout: 60_000,
  }, async () => {
    const database = await makeTestDatabase("pglite");
    const storage = await database.open();
    await storage.query("insert into server_settings values ('k', 'v')");
    // As on a full disk: the next file of the log cannot be made.
    const wal = join(database.env.dataDir, "db", "pg_wal");
    mkdirSync(join(wal, "xlogtemp.42"));
    const emit = "select length(pg_logical_emit_message(true, 'x', repeat('y', 100000))::text)";
    const filling = async () => {
      for (;;) await storage.query(emit);
    };
    await expect(filling()).rejects.toThrow(/embedded database stopped/);
    expect((await storage.lost).message).toContain("pg_wal");
    await storage.close();
    rmSync(join(wal, "xlogtemp.42"), { recursive: true });
    const again = await database.open();
    expect(await again.query("select value from server_settings where key = 'k'")).toEqual([{ value: "v" }]);
    await again.close();
    await database.drop();
  });

  test("a place where no directory can be made is refused at once", async () => {
    writeFileSync(join(root, "file"), "");
    const places = [join(root, "file"), join(root, "file", "data")];
    if (process.platform === "linux") places.push("/proc/worktrail/data");
    for (const place of places) await expect(openPglite(place)).rejects.toThrow(/cannot be written to/);
  });

  test("a directory that this user may not write to is refused and left as it is", async () => {
    const database = await makeTestDatabase("pglite");
    const { dataDir } = database.env;
    chmodSync(dataDir, 0o555);
    const said = openedByUser(dataDir);
    chmodSync(dataDir, 0o755);
    expect(said).toMatch(/cannot be written to \(EACCES\); make it writable, or set WORKTRAIL_DATA/);
    expect(readdirSync(dataDir).toSorted()).toEqual(["db", "db.ready"]);
    await database.drop();
  });

  test.each([
    ["", 0o000, 0o755],
    ["global/pg_control", 0o444, 0o644],
  ])(
    "a database whose files belong to another user (%s) is not taken for a damaged one",
    async (part, forbidden, given) => {
      const database = await makeTestDatabase("pglite");
      const { dataDir } = database.env;
      chmodSync(dataDir, 0o777);
      execFileSync("chmod", ["-R", "a+rX,a+w", join(dataDir, "db")]);
      chmodSync(join(dataDir, "db", part), forbidden);
      const said = openedByUser(dataDir);
      chmodSync(join(dataDir, "db", part), given);
      expect(said).toMatch(/may not be read and written by this user \(EACCES\), so it was left as it is/);
      expect(readdirSync(dataDir).toSorted()).toEqual(["db", "db.ready"]);
      await database.drop();
    },
  );

  test("a directory whose first start was killed is put aside and made anew", async () => {
    mkdirSync(join(root, "db"));
    writeFileSync(join(root, "db", "PG_VERSION"), "18\n");
    const storage = await openPglite(root);
    await storage.migrate();
    expect(await storage.query("select 1 as one")).toEqual([{ one: 1 }]);
    await storage.close();
    expect(readdirSync(root).filter((name) => name.startsWith("db.incomplete-"))).toHaveLength(1);
  });

  test("a complete database that lost its files is refused and left as it is", async () => {
    writeFileSync(join(root, "db.ready"), "");
    await expect(openPglite(root)).rejects.toThrow("restore the directory from a backup");
    expect(readdirSync(root)).toEqual(["db.ready"]);
  });

  test.each([
    [
      "a control file of nonsense",
      (db: string) => writeFileSync(join(db, "global", "pg_control"), "nonsense"),
    ],
    ["a write-ahead log that was cut off", (db: string) => cutOff(join(db, "pg_wal"))],
    ["a flipped page of its catalog", (db: string) => flipPage(join(db, "base", "5", "1259"))],
  ])("a complete database with %s is refused, not made anew", async (_, harm) => {
    const database = await makeTestDatabase("pglite");
    harm(join(database.env.dataDir, "db"));
    await expect(opened(database)).rejects.toThrow("does not open, so it was left as it is");
    expect(readdirSync(database.env.dataDir).toSorted()).toEqual(["db", "db.ready"]);
    await database.drop();
  });

  test("a directory of another PostgreSQL is refused by both versions and left as it is", async () => {
    const database = await makeTestDatabase("pglite");
    const version = join(database.env.dataDir, "db", "PG_VERSION");
    expect(readFileSync(version, "utf8").trim()).toBe(POSTGRES_MAJOR);
    writeFileSync(version, "16\n");
    await expect(database.open()).rejects.toThrow(
      /brought PostgreSQL 16, and this one brings 18, .* export there the segments to keep/,
    );
    expect(readFileSync(version, "utf8")).toBe("16\n");
    await database.drop();
  });

  test("data survives a close and a new opening", async () => {
    const database = await makeTestDatabase("pglite");
    const first = await database.open();
    await first.query("insert into server_settings values ('k', 'v')");
    await first.close();
    const second = await database.open();
    expect(await second.query("select value from server_settings where key = 'k'")).toEqual([{ value: "v" }]);
    await second.close();
    await database.drop();
  });

  test("a directory that cannot be made is refused in one sentence", async () => {
    writeFileSync(join(root, "file"), "");
    await expect(openPglite(join(root, "file", "data"))).rejects.toThrow(/cannot be written to \(ENOTDIR\)/);
  });

  test("a statement beside an open transaction is refused instead of waiting for ever", async () => {
    const database = await makeTestDatabase("pglite");
    const storage = await database.open();
    await expect(storage.db.transaction(() => storage.query("select 1"))).rejects.toThrow(
      "must go through that transaction",
    );
    const swallowed = storage.db.transaction(async (tx) => {
      await tx.execute("select wrong").catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow("aborted by a failed statement");
    expect(await storage.query("select 1 as one")).toEqual([{ one: 1 }]);
    await storage.close();
    await database.drop();
  });
});
