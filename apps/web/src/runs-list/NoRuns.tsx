import { Link } from "@tanstack/react-router";
import { MailX, Play, SearchX } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { DEAD_LETTERS, isFiltered, type RunsSearch } from "./runs-search.ts";

const all = (
  <Button asChild>
    <Link to="/runs" search={{}}>
      Show all runs
    </Link>
  </Button>
);

/** Why there is nothing, and what to do about it. */
export function NoRuns({ search }: { search: RunsSearch }) {
  if (search.status === DEAD_LETTERS) {
    return (
      <EmptyState icon={MailX} title="No dead letters" action={all}>
        Runs that no server could bring to an end would be listed here, to be looked at and retried.
      </EmptyState>
    );
  }
  if (isFiltered(search)) {
    return (
      <EmptyState icon={SearchX} title="No run fits this filter" action={all}>
        {search.q === undefined
          ? "Take a part of the filter away, or look at all runs."
          : "Search for a shorter word or in another place, or look at all runs. Very long texts are searched at their beginning only."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Play}
      title="No runs yet"
      action={
        <Button asChild variant="primary">
          <Link to="/segments">Choose a segment</Link>
        </Button>
      }
    >
      Open a segment and press Run; every run is then listed here, live.
    </EmptyState>
  );
}
