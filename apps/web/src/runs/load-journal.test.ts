import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { createRunStore } from "../store/run.ts";
import { longJournal } from "../testing/run-events.ts";
import { JOURNAL_PAGE, loadJournal } from "./load-journal.ts";

const events = longJournal(2 * JOURNAL_PAGE + 100, 20);
const pageAfter = (after_seq: number) => events.slice(after_seq, after_seq + JOURNAL_PAGE);

test("a journal is read page by page, the next one asked for before it is needed", async () => {
  const store = createRunStore(events.length);
  const asked: number[] = [];
  const known: number[] = [];
  await loadJournal(events.length, {
    read: async (after_seq) => {
      asked.push(after_seq);
      return pageAfter(after_seq);
    },
    take: (page) => {
      known.push(asked.length);
      store.take(page);
    },
    stopped: () => false,
  });
  expect(asked).toEqual([0, JOURNAL_PAGE, 2 * JOURNAL_PAGE]);
  expect(known).toEqual([3, 3, 3]);
  expect(store.getState().head?.last_seq).toBe(events.length);
});

test("a page that answers late is still taken after the one before it", async () => {
  const store = createRunStore(events.length);
  const first = Promise.withResolvers<readonly WorktrailEvent[]>();
  const loading = loadJournal(events.length, {
    read: (after_seq) => (after_seq === 0 ? first.promise : Promise.resolve(pageAfter(after_seq))),
    take: store.take,
    stopped: () => false,
  });
  await Promise.resolve();
  expect(store.getState().events.length).toBe(0);
  first.resolve(pageAfter(0));
  await loading;
  expect(store.getState().events.length).toBe(events.length);
});

test("a page that fails ends the reading with what came before it, and says so", async () => {
  const store = createRunStore(events.length);
  const loading = loadJournal(events.length, {
    read: async (after_seq) => {
      if (after_seq === JOURNAL_PAGE) throw new Error("no answer");
      return pageAfter(after_seq);
    },
    take: store.take,
    stopped: () => false,
  });
  await expect(loading).rejects.toThrow("no answer");
  expect(store.getState().events.length).toBe(JOURNAL_PAGE);
});
