// Edits that no server has confirmed, kept in this browser so that a crash or an ended session loses nothing.
import type { Segment } from "@worktrail/shared/segment/schema";

export type Draft = {
  readonly segment: Segment;
  readonly base_revision: number;
  /** RFC 3339. */
  readonly edited_at: string;
  /** The page that wrote it: two tabs on one segment keep a draft each. */
  readonly page_id: string;
};

export interface DraftStore {
  /** The newest of the drafts that pages left under this key. */
  read(key: string): Promise<Draft | null>;
  /** In place of what the same page wrote before. */
  write(key: string, draft: Draft): Promise<void>;
  remove(key: string, page_id: string): Promise<void>;
}

const DATABASE = "worktrail";
const STORE = "drafts";

/** IndexedDB rather than localStorage: a segment may be 2 MB and writing must not hold the page. */
export const browserDrafts: DraftStore = {
  read: async (key) => {
    // No key holds a `#`, and no id a character below it.
    const ofKey = IDBKeyRange.bound(`${key}#`, `${key}#\uffff`);
    return newestDraft(await request<Draft[]>("readonly", (store) => store.getAll(ofKey)));
  },
  write: async (key, draft) =>
    void (await request("readwrite", (store) => store.put(draft, pageKey(key, draft.page_id)))),
  remove: async (key, page_id) =>
    void (await request("readwrite", (store) => store.delete(pageKey(key, page_id)))),
};

const pageKey = (key: string, page_id: string): string => `${key}#${page_id}`;

export function newestDraft(drafts: readonly Draft[]): Draft | null {
  return drafts.reduce<Draft | null>(
    (newest, draft) => (newest === null || draft.edited_at > newest.edited_at ? draft : newest),
    null,
  );
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return opened;
}

async function request<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(STORE, mode).objectStore(STORE));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
