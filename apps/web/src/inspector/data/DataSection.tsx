import { useMemo } from "react";
import { useStore } from "zustand";
import { stepName } from "../../canvas/step-look.ts";
import { useReferenceTargets } from "../../expression-editor/reference-targets.ts";
import { useDocument, useEditor } from "../../store/editor-context.tsx";
import { CodeEditor } from "../../ui/CodeEditor.tsx";
import { ToggleGroup } from "../../ui/ToggleGroup.tsx";
import { Section } from "../Section.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { clockTime } from "./clock-time.ts";
import { DataTree } from "./DataTree.tsx";
import { dataGroups } from "./data-entries.ts";
import type { PreviewData } from "./use-preview-data.ts";

interface DataSectionProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What the fields below can name, with the values of the last run or of a sample. */
export function DataSection({ open, onOpenChange }: DataSectionProps) {
  const { preview } = useStepForm();
  return (
    <Section title="Data" summary={sourceWords(preview)} open={open} onOpenChange={onOpenChange}>
      {open && <DataBody preview={preview} />}
    </Section>
  );
}

/** In a few words, where the values come from. */
export function sourceWords({ use, ran_at, is_made_up }: PreviewData): string {
  if (use === "last_run" && ran_at) return `Last run ${clockTime(ran_at)}`;
  return is_made_up ? "No run yet" : "Sample";
}

function DataBody({ preview }: { preview: PreviewData }) {
  const editor = useEditor();
  const { namesFor } = useStepForm();
  const edges = useDocument(({ segment }) => segment.edges);
  const target = useStore(useReferenceTargets(), ({ last }) => last);
  const groups = useMemo(() => {
    const nameOf = (step_id: string) => {
      const known = editor.graph.steps.get(step_id);
      return known ? stepName(known.step, known.contract) : step_id;
    };
    return dataGroups(namesFor("")().completion, nameOf);
  }, [editor, namesFor, edges]);
  return (
    <div className="flex flex-col gap-3">
      <Source preview={preview} />
      <div className="-mx-1 flex max-h-72 flex-col gap-2 overflow-y-auto px-1" data-reference-tree>
        {groups.map(({ title, entries }, index) => (
          <div key={title} className="flex flex-col gap-0.5">
            <h4 className="font-medium text-muted text-xs">{title}</h4>
            <DataTree
              label={title}
              entries={entries}
              openDepth={index === 0 ? 1 : 0}
              onInsert={target?.insert ?? null}
            />
          </div>
        ))}
      </div>
      <p className="text-muted text-xs">
        {target ? (
          <>
            Drag a value onto a field, or insert it into <span className="text-text">{target.label}</span>.
          </>
        ) : (
          "Drag a value onto a field, or click into a field first and insert it there."
        )}
      </p>
    </div>
  );
}

/** Last run or sample, and the sample to edit. */
function Source({ preview }: { preview: PreviewData }) {
  const { use, ran_at, is_made_up, sample, choose, setSample, scope } = preview;
  return (
    <div className="flex flex-col gap-2">
      {ran_at ? (
        <ToggleGroup
          label="Preview with"
          value={use}
          onValueChange={choose}
          options={[
            { value: "last_run", label: `Last run ${clockTime(ran_at)}` },
            { value: "sample", label: "Sample" },
          ]}
          className="flex"
        />
      ) : (
        <p className="text-muted text-xs">
          {is_made_up
            ? "This segment has not run yet. Until it has, fields are shown with this sample; fill in what you expect."
            : "This segment has not run yet. Fields are shown with your sample."}
        </p>
      )}
      {use === "sample" && (
        <>
          <CodeEditor label="Sample" value={sample} onChange={setSample} className="max-h-56 min-h-16" />
          {scope === null && (
            <p className="text-warning-text text-xs">
              This is not JSON yet. Finish it, and the values come back.
            </p>
          )}
        </>
      )}
    </div>
  );
}
