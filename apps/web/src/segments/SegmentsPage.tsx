import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LayoutTemplate, Plus, Upload, Workflow } from "lucide-react";
import { useDeferredValue, useRef, useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NewSegmentDialog } from "./NewSegmentDialog.tsx";
import { SegmentGrid, SegmentGridSkeleton } from "./SegmentGrid.tsx";
import { useImportFile } from "./use-import-file.ts";

export function SegmentsPage() {
  const list = useQuery(trpc.segments.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const segments = list.data?.segments ?? [];
  const taken = new Set(segments.map(({ segment_id }) => segment_id));
  const importing = useImportFile(taken);
  const found = segments.filter(
    ({ name, segment_id }) => name.toLowerCase().includes(wanted) || segment_id.includes(wanted),
  );
  return (
    <Page
      title="Segments"
      actions={
        <>
          <SearchInput
            label="Search segments"
            className="hidden w-56 md:block"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <Button asChild variant="ghost" className="hidden md:inline-flex">
            <Link to="/templates">
              <LayoutTemplate aria-hidden />
              Templates
            </Link>
          </Button>
          <ImportButton onFiles={importing.read} />
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            New segment
          </Button>
        </>
      }
    >
      <FileDrop onFiles={importing.read}>
        {list.isPending && <SegmentGridSkeleton />}
        {list.isError && !list.data && (
          <ErrorState
            title="The segments cannot be shown"
            message={describeError(list.error).message}
            onRetry={() => void list.refetch()}
            retrying={list.isFetching}
          />
        )}
        {list.data && segments.length === 0 && <NoSegments />}
        {segments.length > 0 && found.length === 0 && (
          <EmptyState icon={Workflow} title={`Nothing is called “${search.trim()}”`}>
            Look for a part of the name or of the id.
          </EmptyState>
        )}
        {found.length > 0 && <SegmentGrid segments={found} taken={taken} />}
      </FileDrop>
      <NewSegmentDialog open={creating} onOpenChange={setCreating} taken={taken} />
      <ImportDialog importing={importing} taken={taken} />
    </Page>
  );
}

function NoSegments() {
  return (
    <EmptyState
      icon={Workflow}
      title="No segments yet"
      action={
        <Button asChild>
          <Link to="/templates">
            <LayoutTemplate aria-hidden />
            Look at the templates
          </Link>
        </Button>
      }
    >
      A segment is a workflow: steps on a canvas, joined by the data that flows between them. Press New
      segment to draw one, begin with a template, or drop a segment's .json file here.
    </EmptyState>
  );
}

function ImportButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Import
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label="Segment files"
        accept=".json,application/json"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file chosen again is a change again.
          target.value = "";
          onFiles(files);
        }}
      />
    </>
  );
}
