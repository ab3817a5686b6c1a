// 100,000 runs on PostgreSQL: what each query of the lists really reads, as the database itself tells.
import type { RunsFilter } from "@worktrail/shared/api/runs-list";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Storage } from "../db/storage.ts";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { findPage } from "./list-runs.ts";
import {
  candidatesSql,
  chartSql,
  countSql,
  countWindowSql,
  isWindowed,
  type ListFilter,
  pageSql,
  type Span,
  type Sql,
  windowSql,
} from "./newest-runs.ts";
import { endOfWindow } from "./search-window.ts";
import { SEEDED, seedJournals, seedRuns } from "./testing/seed-runs.ts";

const RUNS = 100_000;
/** More than a search looks through at once. */
const JOURNALS = 8_000;

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
};

let database: TestDatabase;
let storage: Storage;
beforeAll(async () => {
  database = await makeTestDatabase("postgres");
  storage = await database.open();
  await seedRuns(storage, RUNS);
  await seedJournals(storage, JOURNALS);
}, 120_000);
afterAll(async () => {
  await storage.close();
  await database.drop();
});

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How a query ran: the rows of a table that it took in its hands, and what it walked. */
async function read({ text, params }: Sql, table = "runs") {
  const [row] = await storage.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${text}`,
    params,
  );
  if (!row) throw new Error("A query has a plan.");
  const nodes = nodesOf(row["QUERY PLAN"][0].Plan);
  const touched = (node: PlanNode) =>
    (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
  const ofRuns = nodes.filter((node) => node["Relation Name"] === table);
  return {
    sequential: nodes.filter((node) => node["Node Type"] === "Seq Scan").length,
    rows: ofRuns.reduce((sum, node) => sum + touched(node), 0),
    sorted: nodes
      .filter((node) => node["Node Type"] === "Sort")
      .flatMap((node) => node.Plans ?? [])
      .reduce((most, node) => Math.max(most, touched(node)), 0),
  };
}

/** What a page asks the database. */
const asked = (filter: ListFilter, span: Span) =>
  filter.text === undefined ? pageSql(filter, span, 51) : candidatesSql(filter, span, 51);

const owned = (filter: RunsFilter): ListFilter => ({ ...filter, organization_id: SEEDED.organization_id });

/** What a page of each reads at most, of 100,000. */
const PAGES: [string, RunsFilter, number][] = [
  ["everything", {}, 100],
  ["one segment", { segment_id: "segment_3" }, 100],
  ["what completed", { status: "completed" }, 200],
  ["what failed", { status: "failed" }, 200],
  ["several statuses", { status: ["failed", "cancelled"] }, 300],
  ["several statuses with what completed", { status: ["completed", "failed"] }, 200],
  ["a day of last week", { from: "2026-05-24T00:00:00.000Z", to: "2026-05-25T00:00:00.000Z" }, 100],
  ["dead letters", { dead_letter: true }, 100],
  ["what failed of a segment", { segment_id: "segment_3", status: "failed" }, 6_000],
  ["what other runs started", { trigger: "run" }, 6_000],
  ["one version", { segment_id: "segment_3", revision: 9 }, 6_000],
  ["one person", { who: "user_3" }, 12_000],
  ["a person who started nothing", { who: "nobody" }, 12_000],
  ["what schedules started", { trigger: "schedule" }, 12_000],
  ["a word", { text: SEEDED.rare_word }, 6_000],
  ["a word that is nowhere", { text: "nowhere to be found" }, 6_000],
  ["a word in what failed", { text: "503", status: ["failed", "cancelled"] }, 15_000],
];

describe("a page of 100,000 runs", () => {
  test.each(PAGES)("of %s reads no more than it has to", async (_what, filter, most) => {
    const down_to = await endOfWindow(storage, owned(filter), null);
    const page = await read(asked(owned(filter), { before: null, down_to }));
    expect(page.sequential).toBe(0);
    expect(page.rows).toBeLessThan(most);
    if (!isWindowed(owned(filter))) return;
    const window = await read(windowSql(owned(filter), null));
    expect(window.sequential).toBe(0);
    expect(window.rows).toBeLessThan(most);
  });

  test.each(PAGES)("of %s reads no more from far down", async (_what, filter, most) => {
    const before = { created_at: "2026-05-20T00:00:00.000000Z", run_id: "run_000000000" };
    const down_to = await endOfWindow(storage, owned(filter), before);
    const page = await read(asked(owned(filter), { before, down_to }));
    expect(page.sequential).toBe(0);
    expect(page.rows).toBeLessThan(most);
  });

  test("sorts nothing where an index has the order", async () => {
    for (const filter of [{}, { segment_id: "segment_3" }, { status: "failed" }] satisfies RunsFilter[]) {
      const page = await read(pageSql(owned(filter), { before: null }, 51));
      expect([filter, page.sorted]).toEqual([filter, 0]);
    }
  });
});

test("counts read as many of each status as they tell, and a window only itself", async () => {
  const all = await read(countSql(owned({}), 10_001));
  expect(all.sequential).toBe(0);
  expect(all.rows).toBeLessThan(20_000);
  const filter = owned({ text: "nowhere to be found" });
  const window = await read(countWindowSql(filter, await endOfWindow(storage, filter, null), 50_000));
  expect(window.sequential).toBe(0);
  expect(window.rows).toBeLessThan(6_000);
});

test("a search looks into the journals of its window, by their index, and into no other", async () => {
  const filter = owned({ text: "nowhere to be found" });
  const span = { before: null, down_to: await endOfWindow(storage, filter, null) };
  const looked = await read(candidatesSql(filter, span, 51), "run_events");
  expect(looked.sequential).toBe(0);
  expect(looked.rows).toBeGreaterThan(4_000);
  expect(looked.rows).toBeLessThan(5_100);
  const elsewhere = await read(candidatesSql({ ...filter, text_in: ["input"] }, span, 51), "run_events");
  expect(elsewhere.rows).toBe(0);
});

test("a word that one step gave is found; a name that all journals have beside their outputs finds none", async () => {
  const found = async (text: string) => (await findPage(storage, owned({ text }), null, 50)).run_ids;
  expect(await found(SEEDED.word_of_a_step.toUpperCase())).toEqual(["run_000002000"]);
  expect(await found(SEEDED.name_everywhere)).toEqual([]);
});

test("a chart of a day reads that day", async () => {
  const from = "2026-05-31T12:00:00.000Z";
  const filter = owned({ from, to: SEEDED.newest });
  const chart = await read(chartSql(filter, { from, bucket_seconds: 3_600, down_to: null }, 50_000));
  expect(chart.sequential).toBe(0);
  expect(chart.rows).toBeLessThan(4_400);
});

test("a search goes on where it stopped until it has seen all, and finds each run once", async () => {
  const filter = owned({ text: "customer number 976", segment_id: "segment_3" });
  const seen: string[] = [];
  let pages = 0;
  for (let before: Parameters<typeof findPage>[2] | undefined = null; before !== undefined; pages++) {
    const page = await findPage(storage, filter, before, 3);
    seen.push(...page.run_ids);
    before = page.next ?? undefined;
  }
  const expected = await storage.query<{ run_id: string }>(
    `select run_id from runs where segment_id = 'segment_3' and parent_run_id is null
     and input like '%Customer number 976"%' order by created_at desc`,
  );
  expect(expected.length).toBeGreaterThan(3);
  expect(seen).toEqual(expected.map(({ run_id }) => run_id));
  expect(pages).toBeGreaterThan(1);
});

test("a word that only an old run holds is found by going on, each time from further back", async () => {
  const filter = owned({ text: `"order":${RUNS - 1},` });
  const stops: string[] = [];
  let found: string[] = [];
  for (let before: Parameters<typeof findPage>[2] | undefined = null; before !== undefined; ) {
    const page = await findPage(storage, filter, before, 50);
    found = [...found, ...page.run_ids];
    if (page.searched_to) stops.push(page.searched_to);
    before = page.next ?? undefined;
  }
  expect(found).toHaveLength(1);
  expect(stops.length).toBeGreaterThanOrEqual(18);
  expect(stops).toEqual(stops.toSorted().reverse());
});
