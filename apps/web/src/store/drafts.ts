// Edits that no server has confirmed, kept in this browser so that a crash or an ended session loses nothing.
import type { Segment } from "@worktrail/shared/segment/schema";

export type Draft = {
  readonly segment: Segment;
  readonly base_revision: number;
  /** RFC 3339. */
  readonly edited_at: string;
  /** The page that wrote it: another tab's draft is not this one's to forget. */
  readonly page_id: string;
};

export interface DraftStore {
  read(key: string): Promise<Draft | null>;
  write(key: string, draft: Draft): Promise<void>;
  remove(key: string): Promise<void>;
}

const DATABASE = "worktrail";
const STORE = "drafts";

/** IndexedDB rather than localStorage: a segment may be 2 MB and writing must not hold the page. */
export const browserDrafts: DraftStore = {
  read: async (key) => (await request<Draft | undefined>("readonly", (store) => store.get(key))) ?? null,
  write: async (key, draft) => void (await request("readwrite", (store) => store.put(draft, key))),
  remove: async (key) => void (await request("readwrite", (store) => store.delete(key))),
};

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
