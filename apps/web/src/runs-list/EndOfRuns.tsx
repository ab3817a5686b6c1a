import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Spinner } from "../ui/Spinner.tsx";

export interface EndOfRunsProps {
  shown: number;
  /** The time down to which a bounded search has looked; undefined when this page just has its full length. */
  searched_to: string | undefined;
  loading: boolean;
  onMore: () => void;
}

/** Below the last row: the next page comes by itself; a search that looked far enough back asks first. */
export function EndOfRuns({ shown, searched_to, loading, onMore }: EndOfRunsProps) {
  const end = useRef<HTMLDivElement>(null);
  const asks = searched_to !== undefined;
  useEffect(() => {
    const element = end.current;
    if (!element || asks || loading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [asks, loading, onMore]);
  return (
    <div ref={end} className="flex flex-wrap items-center justify-center gap-3 p-4 text-muted text-sm">
      {asks ? (
        <>
          <p role="status">
            {shown === 0 ? "Nothing found so far" : `${counted(shown, "run")} found`}; searched back to{" "}
            <time dateTime={searched_to}>{new Date(searched_to).toLocaleString()}</time>.
          </p>
          <Button loading={loading} onClick={onMore}>
            <Search aria-hidden />
            Search further back
          </Button>
        </>
      ) : loading ? (
        <Spinner />
      ) : (
        <Button onClick={onMore}>Load more</Button>
      )}
    </div>
  );
}
