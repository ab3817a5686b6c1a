import { useQuery } from "@tanstack/react-query";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Select } from "../ui/Select.tsx";
import { Switch } from "../ui/Switch.tsx";
import { stepNames } from "./change-words.ts";
import { DiffCanvas } from "./DiffCanvas.tsx";
import { NameVersionDialog } from "./NameVersionDialog.tsx";
import { type CompareWith, type Comparison, useComparison } from "./use-comparison.ts";
import { useVersionActions } from "./use-version-actions.ts";
import { VersionChanges } from "./VersionChanges.tsx";
import { VersionDetails } from "./VersionDetails.tsx";
import { type Version, versionQuery } from "./version-queries.ts";

export interface VersionViewProps {
  revision: number;
  /** The versions that the list shows, to compare with. */
  versions: readonly Version[];
  autosaver: Autosaver;
  onCopy: (segment: Segment) => Promise<void>;
}

/** One version on the canvas, read-only, with what changed between it and another one. */
export function VersionView({ revision, versions, autosaver, onCopy }: VersionViewProps) {
  const { segment } = useEditor();
  const { segment_id } = segment;
  const [other, setOther] = useState<CompareWith>("drawing");
  const [marked, setMarked] = useState(true);
  const [active, setActive] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const { comparison, error } = useComparison(revision, other);
  const listed = versions.find((one) => one.revision === revision);
  const looked = useQuery({ ...versionQuery(segment_id, revision), enabled: !listed });
  const version = listed ?? looked.data;
  const actions = useVersionActions(autosaver, onCopy);
  const busy = actions.restore.isPending || actions.publish.isPending || actions.copy.isPending;
  const document = comparison?.document;
  if (error)
    return <ErrorState title="This version cannot be shown" message={describeError(error).message} />;
  return (
    <>
      <div className="relative h-80 shrink-0 md:h-auto md:min-w-0 md:flex-1 md:shrink">
        {comparison ? (
          <VersionCanvas comparison={comparison} marked={marked} active={active} onActivate={setActive} />
        ) : (
          <Loading />
        )}
      </div>
      <aside
        aria-label="What changed"
        className="flex w-full shrink-0 flex-col border-line border-t bg-raised md:w-80 md:overflow-y-auto md:border-t-0 md:border-l"
      >
        {version && (
          <VersionDetails
            segment_id={segment_id}
            version={version}
            ready={document !== undefined}
            busy={busy}
            onRestore={() => document && actions.restore.mutate({ revision, segment: document })}
            onName={() => setNaming(true)}
            onPublish={() => actions.publish.mutate(revision)}
            onCopy={() => document && actions.copy.mutate({ revision, segment: document })}
          />
        )}
        <div className="flex flex-col gap-2 border-line border-b p-3">
          <Field label="Compare with">
            {(control) => (
              <Select
                {...control}
                value={String(other)}
                onValueChange={(value) => setOther(value === "drawing" ? "drawing" : Number(value))}
                options={compareOptions(revision, versions)}
              />
            )}
          </Field>
          <Field label="Mark what changed" layout="row">
            {(control) => <Switch {...control} checked={marked} onCheckedChange={setMarked} />}
          </Field>
        </div>
        {comparison && marked && (
          <VersionChanges
            words={comparison.words}
            changes={comparison.diff.changes}
            names={stepNames(...comparison.sides)}
            active={active}
            onActivate={setActive}
          />
        )}
      </aside>
      {naming && version && (
        <NameVersionDialog segment_id={segment_id} version={version} onClose={() => setNaming(false)} />
      )}
    </>
  );
}

interface VersionCanvasProps {
  comparison: Comparison;
  marked: boolean;
  active: string | null;
  onActivate: (id: string | null) => void;
}

/** With marks both sides in one drawing; without them the version as it was. */
function VersionCanvas({ comparison, marked, active, onActivate }: VersionCanvasProps) {
  const { diff, document, words } = comparison;
  return (
    <DiffCanvas
      segment={marked ? diff.segment : document}
      changes={marked ? diff.changes : NO_CHANGES}
      active={active}
      onActivate={onActivate}
      label={words}
    />
  );
}

const NO_CHANGES: Comparison["diff"]["changes"] = [];

function compareOptions(revision: number, versions: readonly Version[]) {
  const before = revision > 1 ? [{ value: String(revision - 1), label: "The version before it" }] : [];
  const marked = versions.filter(
    (one) =>
      (one.name !== null || one.published) && one.revision !== revision && one.revision !== revision - 1,
  );
  return [
    { value: "drawing", label: "The drawing now" },
    ...before,
    ...marked.map((one) => ({
      value: String(one.revision),
      label: one.name ? `Version ${one.revision} · “${one.name}”` : `Version ${one.revision} (published)`,
    })),
  ];
}
