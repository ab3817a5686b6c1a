import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { keepSnapshots } from "./keep-snapshots.ts";
import {
  copySnapshot,
  listSnapshots,
  makeSnapshot,
  restoreSnapshot,
  type SnapshotPlaces,
} from "./snapshots.ts";

const set =
  "insert into server_settings values ('k', $1) on conflict (key) do update set value = excluded.value";
const get = "select value from server_settings where key = 'k'";

describe("snapshots of the embedded database", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await makeTestDatabase("pglite");
  });
  afterEach(() => database.drop());

  test("one made while others write is offered when the directory does not open, and opens as the database was then", {
    timeout: 60_000,
  }, async () => {
    const { dataDir } = database.env;
    const storage = await database.open();
    await storage.query(set, ["before"]);
    const writing = Array.from({ length: 20 }, () =>
      storage.query("select pg_logical_emit_message(true, 'x', 'y')"),
    );
    const open = storage.db.transaction(async (tx) => {
      await tx.execute("insert into server_settings values ('in a transaction', '1')");
    });
    const [name] = await Promise.all([storage.snapshot?.(), open, ...writing]);
    await storage.query(set, ["after"]);
    await storage.close();
    writeFileSync(join(dataDir, "db", "global", "pg_control"), "nonsense");
    await expect(database.open()).rejects.toThrow(
      `\`worktrail restore\` to go back to its newest snapshot, ${name},`,
    );

    const restored = await restoreSnapshot(dataDir, undefined, new Date());
    expect(restored.name).toBe(name);
    expect(existsSync(join(restored.kept ?? "", "PG_VERSION"))).toBe(true);
    const again = await database.open();
    expect(await again.query(get)).toEqual([{ value: "before" }]);
    await again.close();
  });
});

describe("the files of snapshots", () => {
  let dataDir: string;
  const db = (...path: string[]) => join(dataDir, "db", ...path);
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
  const snapshot = (hour: number) => makeSnapshot(dataDir, at(hour), copySnapshot);
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "worktrail-snapshots-"));
    mkdirSync(db("base"), { recursive: true });
    writeFileSync(db("base", "1"), "one");
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test("the three newest are kept, and one that was not finished is neither offered nor kept", async () => {
    cpSync(db(), join(dataDir, "snapshots", ".new-2026-01-01T00-00-00.000Z"), { recursive: true });
    expect(listSnapshots(dataDir)).toEqual([]);
    for (const hour of [1, 2, 3, 4]) await snapshot(hour);
    const names = [4, 3, 2].map((hour) => `2026-01-01T0${hour}-00-00.000Z`);
    expect(listSnapshots(dataDir)).toEqual(names);
    expect(readdirSync(join(dataDir, "snapshots")).toSorted()).toEqual(names.toSorted());
  });

  test("what has not changed since the last one takes no room, and what has is copied", async () => {
    writeFileSync(db("base", "2"), "two");
    for (const file of ["1", "2"]) utimesSync(db("base", file), at(0), at(0));
    const first = await snapshot(1);
    writeFileSync(db("base", "2"), "TWO");
    const second = await snapshot(2);
    const inode = (name: string, file: string) =>
      statSync(join(dataDir, "snapshots", name, "base", file)).ino;
    expect(inode(second, "1")).toBe(inode(first, "1"));
    expect(inode(second, "2")).not.toBe(inode(first, "2"));
    await restoreSnapshot(dataDir, first, at(3));
    // A restored file is nobody else's: the database will write to it.
    expect(statSync(db("base", "1")).nlink).toBe(1);
  });

  test("one that takes too long is given up, and leaves the others as they are", async () => {
    const first = await snapshot(1);
    const over = AbortSignal.abort();
    const copy = (places: SnapshotPlaces) => copySnapshot(places, over);
    await expect(makeSnapshot(dataDir, at(2), copy, over)).rejects.toThrow();
    expect(listSnapshots(dataDir)).toEqual([first]);
  });

  test("one that is not there is refused with the names of those that are", async () => {
    const name = await snapshot(1);
    await expect(restoreSnapshot(dataDir, "2020-01-01T00-00-00.000Z", at(2))).rejects.toThrow(
      `there are ${name}.`,
    );
    rmSync(join(dataDir, "snapshots"), { recursive: true });
    await expect(restoreSnapshot(dataDir, undefined, at(2))).rejects.toThrow("There is no snapshot in");
  });

  test("they are made again and again until that is stopped, and a failure is only logged", async () => {
    const twice = Promise.withResolvers<void>();
    const logged: string[] = [];
    let made = 0;
    const failing = () => {
      made += 1;
      if (made === 2) twice.resolve();
      return Promise.reject(new Error("No room."));
    };
    const stop = keepSnapshots(
      { snapshot: failing },
      { error: (_, message) => void logged.push(message) },
      1,
    );
    await twice.promise;
    await stop();
    expect(logged).toContain("No snapshot of the database could be made");
  });
});
