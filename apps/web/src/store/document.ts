import type { Segment } from "@worktrail/shared/segment/schema";
import { createStore, type StoreApi } from "zustand/vanilla";

/** The one truth of the drawing. Only `editor.ts` writes it. */
export type DocumentState = { readonly segment: Segment };

export function createDocument(segment: Segment): StoreApi<DocumentState> {
  return createStore<DocumentState>(() => ({ segment }));
}
