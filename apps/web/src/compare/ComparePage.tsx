import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { Side } from "@worktrail/shared/run/compare-runs";
import { ArrowLeftRight, GitCompareArrows } from "lucide-react";
import type { ReactNode } from "react";
import { describeError } from "../api/errors.ts";
import { runQuery } from "../runs/run-ahead.ts";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ChooseOther } from "./ChooseOther.tsx";
import { CompareView } from "./CompareView.tsx";
import { isSameTwice, swapped } from "./compare-search.ts";
import { sideLetters } from "./compare-words.ts";
import { SameRunTwice } from "./SameRunTwice.tsx";
import { TwoSegments } from "./TwoSegments.tsx";

const breadcrumbs = [{ key: "Runs", link: <Link to="/runs">Runs</Link> }];

export function ComparePage() {
  const search = useSearch({ from: "/app/runs/compare" });
  const { left, right } = search;
  const both = left !== undefined && right !== undefined;
  const known = useRunRecord(right ?? left).data;
  return (
    <Page
      fill
      title={known ? `Compare runs of ${known.segment_name}` : "Compare runs"}
      breadcrumbs={breadcrumbs}
      actions={
        both && (
          <Button asChild>
            <Link to="/runs/compare" search={swapped(search)} replace aria-label="Swap A and B">
              <ArrowLeftRight aria-hidden />
              <span className="hidden md:inline">Swap A and B</span>
            </Link>
          </Button>
        )
      }
    >
      <Content />
    </Page>
  );
}

function Content() {
  const search = useSearch({ from: "/app/runs/compare" });
  const { left, right, left_seq = null, right_seq = null } = search;
  const one = useRunRecord(left);
  const other = useRunRecord(right);
  if (left === undefined && right === undefined) return <NothingChosen />;
  if (one.error) return <CannotShow side="left" query={one} />;
  if (other.error) return <CannotShow side="right" query={other} />;
  const known = one.data ?? other.data;
  if ((left !== undefined && !one.data) || (right !== undefined && !other.data) || !known) return <Waiting />;
  if (isSameTwice(search)) return <SameRunTwice run={known} />;
  if (!one.data || !other.data) return <ChooseOther run={known} missing={one.data ? "right" : "left"} />;
  const two = one.data.segment_id !== other.data.segment_id;
  if (two && !search.common) return <TwoSegments left={one.data} right={other.data} />;
  return (
    <CompareView
      key={[left, left_seq, right, right_seq].join()}
      left={{ run: one.data, seq: left_seq }}
      right={{ run: other.data, seq: right_seq }}
      common={two}
    />
  );
}

function useRunRecord(run_id: string | undefined) {
  return useQuery({
    ...runQuery(run_id ?? ""),
    enabled: run_id !== undefined,
  });
}

function CannotShow({ side, query }: { side: Side; query: ReturnType<typeof useRunRecord> }) {
  const { code, message } = describeError(query.error);
  const letter = sideLetters[side];
  return (
    <ErrorState
      title={code === "NOT_FOUND" ? `Run ${letter} does not exist` : `Run ${letter} cannot be shown`}
      message={message}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
      action={<AllRuns />}
    />
  );
}

function NothingChosen() {
  return (
    <EmptyState icon={GitCompareArrows} title="Choose two runs" action={<AllRuns />}>
      Open a run and choose “Compare with…”, or select two runs in the list.
    </EmptyState>
  );
}

function AllRuns(): ReactNode {
  return (
    <Button asChild>
      <Link to="/runs">All runs</Link>
    </Button>
  );
}

function Waiting() {
  return (
    <Loading label="Loading both runs…" className="flex h-full flex-col gap-4 p-6">
      <Skeleton className="h-10 w-full" />
      <div className="flex flex-1 items-center justify-center gap-4 md:gap-16">
        <Skeleton className="h-15 w-55" />
        <Skeleton className="h-15 w-55" />
      </div>
    </Loading>
  );
}
