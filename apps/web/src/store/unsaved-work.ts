// Whether this page holds edits that the server does not have; asked before the page is left for the sign-in.

type Work = { readonly unsaved: boolean };

const open = new Set<Work>();

/** The answer ends it. */
export function registerWork(work: Work): () => void {
  open.add(work);
  return () => void open.delete(work);
}

export function hasUnsavedWork(): boolean {
  return [...open].some(({ unsaved }) => unsaved);
}
