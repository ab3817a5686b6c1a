import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import type { Breadcrumb } from "../shell/PageHeader.tsx";
import { segmentsOfVia, viaUpTo } from "./via.ts";

/** The list of segments, and those through which somebody came here. */
export function useSegmentCrumbs(): Breadcrumb[] {
  const { via } = useSearch({ from: "/app/segments/$segmentId" });
  const above = useMemo(() => segmentsOfVia(via), [via]);
  const { data } = useQuery({ ...trpc.segments.list.queryOptions(), enabled: above.length > 0 });
  return useMemo(() => {
    const names = new Map(data?.segments.map(({ segment_id, name }) => [segment_id, name]));
    const crumbs = above.map((segment_id, level) => ({
      key: `${level} ${segment_id}`,
      link: (
        <Link
          to="/segments/$segmentId"
          params={{ segmentId: segment_id }}
          search={{ via: viaUpTo(via, level) }}
          className="max-w-40 truncate"
        >
          {names.get(segment_id) ?? segment_id}
        </Link>
      ),
    }));
    return [{ key: "Segments", link: <Link to="/segments">Segments</Link> }, ...crumbs];
  }, [above, data, via]);
}
