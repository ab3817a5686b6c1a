import type { WorktrailEvent } from "@worktrail/shared/run/events";

/** The most that the server gives at once. */
export const JOURNAL_PAGE = 5_000;
/** One page is on its way while another is taken in. */
const PAGES_ASKED_FOR = 2;

export interface JournalReader {
  /** The events after `after_seq`, at most `JOURNAL_PAGE` of them. */
  read: (after_seq: number) => Promise<readonly WorktrailEvent[]>;
  take: (events: readonly WorktrailEvent[]) => void;
  stopped: () => boolean;
}

/**
 * Reads a journal from its beginning as far as it is known to go, page by page and in order.
 * @throws what `read` throws; the pages before it have been taken by then
 */
export async function loadJournal(last_seq: number, { read, take, stopped }: JournalReader): Promise<void> {
  const pages: Promise<readonly WorktrailEvent[]>[] = [];
  let asked = 0;
  const ask = () => {
    if (asked >= last_seq) return;
    const page = read(asked);
    // It is awaited below, unless an earlier page fails.
    page.catch(() => undefined);
    pages.push(page);
    asked += JOURNAL_PAGE;
  };
  for (let page = 0; page < PAGES_ASKED_FOR; page++) ask();
  for (let page = pages.shift(); page; page = pages.shift()) {
    const events = await page;
    if (stopped()) return;
    ask();
    take(events);
  }
}
