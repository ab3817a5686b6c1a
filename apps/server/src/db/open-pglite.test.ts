import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTestDatabase } from "../testing/database.ts";
import { openPglite } from "./open-pglite.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "worktrail-open-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

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

  test("a place where no directory can be made is refused at once", async () => {
    writeFileSync(join(root, "file"), "");
    const places = [join(root, "file"), join(root, "file", "data")];
    if (process.platform === "linux") places.push("/proc/worktrail/data");
    for (const place of places) await expect(openPglite(place)).rejects.toThrow(/cannot be written to/);
  });

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

  test("a complete database with a damaged file is refused, not made anew", async () => {
    const database = await makeTestDatabase("pglite");
    writeFileSync(join(database.env.dataDir, "db", "global", "pg_control"), "nonsense");
    await expect(database.open()).rejects.toThrow("does not open");
    expect(readdirSync(database.env.dataDir).toSorted()).toEqual(["db", "db.ready"]);
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
