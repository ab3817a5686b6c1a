import type { Segment } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";

const segment = (segment_id: string, expression = "data.n * 2"): Segment => ({
  segment_id,
  name: "Double it",
  version: "1.0.0",
  steps: [{ step_id: "double", step_type: "transform", config: { expression } }],
});

type Version = {
  revision: number;
  name: string | null;
  note: string | null;
  published: boolean;
  publications: { action: string; by: { name: string } }[];
  runs: number;
};

describeServer("versions of a segment", (server) => {
  const change = (procedure: string, input: object) =>
    server().call("mutation", `segments.${procedure}`, input);
  const ask = (procedure: string, input: object) => server().call("query", `segments.${procedure}`, input);
  const save = async (value: unknown) =>
    ((await change("save", { segment: value })).data as { revision: number }).revision;
  const versions = async (input: object) =>
    (await ask("versions", input)).data as { versions: Version[]; next_before: number | null };
  /** Saves three revisions under an id of its own. */
  const three = async (segment_id: string) => {
    for (const factor of [2, 3, 4]) await save(segment(segment_id, `data.n * ${factor}`));
    return { segment_id };
  };

  describe("publishing", () => {
    test("a new segment is not published; publishing names revision, time and person everywhere", async () => {
      const key = await three("to_publish");
      expect((await ask("get", key)).data).toMatchObject({
        published_revision: null,
        published_at: null,
        published_by: null,
      });
      const answer = await change("publish", key);
      const published = {
        published_revision: 3,
        published_at: expect.any(String),
        published_by: { name: "Local owner" },
      };
      expect(answer.data).toEqual({
        ...key,
        ...published,
        published_by: { name: "Local owner", user_id: expect.any(String) },
      });
      expect((await ask("get", key)).data).toMatchObject(published);
      const { segments } = (await ask("list", {})).data as { segments: { segment_id: string }[] };
      expect(segments.find(({ segment_id }) => segment_id === key.segment_id)).toMatchObject(published);
    });

    test("a later edit leaves the published revision as it was", async () => {
      const key = await three("edited_later");
      await change("publish", key);
      expect(await save(segment(key.segment_id, "data.n * 5"))).toBe(4);
      expect((await ask("get", key)).data).toMatchObject({ revision: 4, published_revision: 3 });
    });

    test("an older revision can be published, with a name and a note", async () => {
      const key = await three("older");
      await change("publish", { ...key, revision: 1, name: " Before launch ", note: "As agreed." });
      expect((await versions(key)).versions).toMatchObject([
        { revision: 3, published: false, name: null },
        { revision: 2, published: false },
        { revision: 1, published: true, name: "Before launch", note: "As agreed." },
      ]);
    });

    test("publishing what is published is no new publishing, and keeps the name that is not given", async () => {
      const key = await three("twice");
      const first = await change("publish", { ...key, name: "First" });
      expect(await change("publish", key)).toEqual(first);
      const [newest] = (await versions(key)).versions;
      expect(newest?.publications).toHaveLength(1);
      expect(newest?.name).toBe("First");
    });

    test("errors refuse it with every issue, and what was published stays so", async () => {
      const key = await three("broken_later");
      await change("publish", key);
      await save({ ...segment(key.segment_id), steps: [{ step_id: "x", step_type: "unheard_of" }] });
      const answer = await change("publish", key);
      expect(answer.status).toBe(422);
      expect(answer.error?.data).toMatchObject({
        code: "INVALID_SEGMENT",
        details: { issues: [{ code: "STEP_TYPE_UNKNOWN" }] },
      });
      expect((await ask("get", key)).data).toMatchObject({ published_revision: 3 });
    });

    test("what is not there is refused by name", async () => {
      const key = await three("short_history");
      expect((await change("publish", { ...key, revision: 9 })).error?.data.code).toBe("NOT_FOUND");
      expect((await change("publish", { segment_id: "nowhere" })).error?.data.code).toBe("NOT_FOUND");
      expect((await change("unpublish", { segment_id: "nowhere" })).error?.data.code).toBe("NOT_FOUND");
    });

    test("unpublishing may be asked twice; the history keeps who did what", async () => {
      const key = await three("taken_back");
      await change("publish", key);
      expect((await change("unpublish", key)).data).toMatchObject({ published_revision: null });
      expect((await change("unpublish", key)).status).toBe(200);
      const [newest] = (await versions(key)).versions;
      expect(newest).toMatchObject({
        published: false,
        publications: [
          { action: "published", by: { name: "Local owner" } },
          { action: "unpublished", by: { name: "Local owner" } },
        ],
      });
    });

    test("of many publishings at once each is kept and one is in force", async () => {
      const key = await three("contested_publishing");
      const answers = await Promise.all(
        [1, 2, 3, 1, 2, 3].map((revision) => change("publish", { ...key, revision })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      const all = (await versions(key)).versions;
      expect(all.filter(({ published }) => published)).toHaveLength(1);
      expect(all.every(({ publications }) => publications.length > 0)).toBe(true);
    });

    test("a segment made under the id of a deleted one starts unpublished", async () => {
      const key = await three("reborn");
      await change("publish", key);
      await change("delete", key);
      await save(segment(key.segment_id, "data.n"));
      expect((await ask("get", key)).data).toMatchObject({ revision: 4, published_revision: null });
    });
  });

  describe("names", () => {
    test("a version gets a name and a note, and loses them again", async () => {
      const key = await three("named");
      const named = { ...key, revision: 2, name: "Before launch", note: "Everybody agreed." };
      expect((await change("name_version", named)).data).toEqual(named);
      expect((await versions(key)).versions[1]).toMatchObject({
        name: "Before launch",
        note: "Everybody agreed.",
        named_by: { name: "Local owner" },
        named_at: expect.any(String),
      });
      expect((await ask("get", { ...key, revision: 2 })).data).toMatchObject({ name: "Before launch" });
      await change("name_version", { ...key, revision: 2, name: null });
      expect((await versions(key)).versions[1]).toMatchObject({ name: null, note: "Everybody agreed." });
      await change("name_version", { ...key, revision: 2, name: "", note: "" });
      expect((await versions(key)).versions[1]).toMatchObject({ name: null, note: null });
    });

    test("names and notes that are too long, and versions that are not there, are refused", async () => {
      const key = await three("named_badly");
      const long = await change("name_version", { ...key, revision: 1, name: "n".repeat(101) });
      expect(long.status).toBe(400);
      const note = await change("name_version", { ...key, revision: 1, name: "n", note: "n".repeat(2_001) });
      expect(note.status).toBe(400);
      const missing = await change("name_version", { ...key, revision: 4, name: "n" });
      expect(missing.error?.data.code).toBe("NOT_FOUND");
    });
  });

  describe("the history", () => {
    test("comes in pages without gaps, newest first", async () => {
      const key = await three("paged");
      const first = await versions({ ...key, limit: 2 });
      expect(first.versions.map(({ revision }) => revision)).toEqual([3, 2]);
      expect(first.next_before).toBe(2);
      const last = await versions({ ...key, limit: 2, before: 2 });
      expect(last.versions.map(({ revision }) => revision)).toEqual([1]);
      expect(last.next_before).toBeNull();
    });

    test("can show only what was named or published", async () => {
      const key = await three("marked");
      await change("name_version", { ...key, revision: 1, name: "First" });
      await change("publish", { ...key, revision: 3 });
      const marked = await versions({ ...key, marked_only: true });
      expect(marked.versions.map(({ revision }) => revision)).toEqual([3, 1]);
    });

    test("counts the runs of each version, and a run names the version that it ran", async () => {
      const key = await three("counted");
      await change("name_version", { ...key, revision: 2, name: "Second" });
      const start = (revision: number) =>
        server().call("mutation", "runs.start", { ...key, revision, input: { n: 1 } });
      const { run_id } = (await start(2)).data as { run_id: string };
      await start(2);
      const newest = await server().call("mutation", "runs.start", { ...key, input: { n: 1 } });
      expect((await versions(key)).versions.map(({ runs }) => runs)).toEqual([1, 2, 0]);
      const get = (id: string) => server().call("query", "runs.get", { run_id: id });
      expect((await get(run_id)).data).toMatchObject({ revision: 2, version_name: "Second" });
      const of = newest.data as { run_id: string };
      expect((await get(of.run_id)).data).toMatchObject({ revision: 3, version_name: null });
      const listed = await server().call("query", "runs.list", key);
      expect((listed.data as { runs: object[] }).runs.map((run) => run)).toMatchObject([
        { version_name: null },
        { version_name: "Second" },
        { version_name: "Second" },
      ]);
    });
  });

  describe("restoring", () => {
    test("writes the old document as a new revision that says where it came from", async () => {
      const key = await three("restored");
      const answer = await change("restore", { ...key, revision: 1, base_revision: 3 });
      expect(answer.data).toEqual({ ...key, revision: 4, issues: [] });
      expect((await ask("get", key)).data).toMatchObject({
        segment: segment(key.segment_id, "data.n * 2"),
        note: "Restored from version 1.",
      });
      expect((await versions(key)).versions.map(({ revision }) => revision)).toEqual([4, 3, 2, 1]);
      const again = await change("restore", { ...key, revision: 1, base_revision: 3 });
      expect(again.data).toMatchObject({ revision: 4 });
    });

    test("a stale base is a conflict and nothing is written", async () => {
      const key = await three("restored_late");
      const answer = await change("restore", { ...key, revision: 1, base_revision: 2 });
      expect(answer.error?.data).toMatchObject({
        code: "CONFLICT",
        path: "/base_revision",
        details: { revision: 3 },
      });
      expect((await ask("get", key)).data).toMatchObject({ revision: 3 });
    });

    test("what is not there cannot be restored", async () => {
      const key = await three("restored_nothing");
      const missing = await change("restore", { ...key, revision: 8, base_revision: 3 });
      expect(missing.error?.data.code).toBe("NOT_FOUND");
      await change("delete", key);
      const deleted = await change("restore", { ...key, revision: 1, base_revision: 3 });
      expect(deleted.error?.data.code).toBe("NOT_FOUND");
    });
  });

  test("another organisation neither sees nor changes versions; a viewer only sees them", async () => {
    const key = await three("guarded_versions");
    const stranger = await signInAs(server(), "owner", "another organisation");
    const viewer = await signInAs(server(), "viewer");
    const acts = {
      publish: key,
      unpublish: key,
      name_version: { ...key, revision: 1, name: "Mine" },
      restore: { ...key, revision: 1, base_revision: 3 },
    };
    for (const [act, input] of Object.entries(acts)) {
      expect((await stranger.call("mutation", `segments.${act}`, input)).status).toBe(404);
      expect((await viewer.call("mutation", `segments.${act}`, input)).status).toBe(403);
    }
    expect((await viewer.call("query", "segments.versions", key)).status).toBe(200);
    expect((await ask("get", key)).data).toMatchObject({ revision: 3, published_revision: null });
  });
});
