import { useEffect } from "react";

/** Names the browser's tab: "Runs · Worktrail". */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Worktrail`;
  }, [title]);
}
