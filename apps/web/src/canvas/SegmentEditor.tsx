import type { Catalog } from "@worktrail/shared/step/define-step";
import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { AgainLayers } from "../again/AgainLayers.tsx";
import { PinnedInRun } from "../again/PinnedInRun.tsx";
import { useClipboard } from "../clipboard/use-clipboard.ts";
import { useImportFile } from "../clipboard/use-import.ts";
import { CommandsButton } from "../commands/CommandsButton.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { EditorPrint } from "../print/EditorPrint.tsx";
import { RunInputDialog } from "../runs/RunInputDialog.tsx";
import { ScheduleLayers } from "../schedules/ScheduleLayers.tsx";
import { EditorSecrets } from "../secrets/EditorSecrets.tsx";
import { Page } from "../shell/Page.tsx";
import type { Breadcrumb } from "../shell/PageHeader.tsx";
import { Autosaver } from "../store/autosaver.ts";
import type { Draft, DraftStore } from "../store/drafts.ts";
import { Editor } from "../store/editor.ts";
import { EditorProvider, useDocument, useEditor } from "../store/editor-context.tsx";
import { explainSaveFailure } from "../store/save-failure.ts";
import { SubSegmentLayers } from "../sub-segments/SubSegmentLayers.tsx";
import { VersionLayers } from "../versions/VersionLayers.tsx";
import { VersionsToolbar } from "../versions/VersionsToolbar.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { ConnectPicker } from "./ConnectPicker.tsx";
import { EditorPanels } from "./EditorPanels.tsx";
import { EditorToolbar } from "./EditorToolbar.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import { RestoreDraft } from "./RestoreDraft.tsx";
import { SaveState } from "./SaveState.tsx";
import { SegmentName } from "./SegmentName.tsx";
import { SignedOutBanner } from "./SignedOutBanner.tsx";
import type { LoadedSegment, SegmentRequests } from "./segment-requests.ts";
import { stepName } from "./step-look.ts";
import { useEditorKeys } from "./use-editor-keys.ts";
import { useFold } from "./use-fold.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useSegmentCopies } from "./use-segment-copies.ts";
import { type RunStart, useStartRun } from "./use-start-run.ts";

export interface SegmentEditorProps {
  loaded: LoadedSegment;
  /** Edits of an earlier visit that the server never confirmed. */
  draft: Draft | null;
  draftKey: string;
  drafts: DraftStore;
  requests: SegmentRequests;
  catalog: Catalog;
  breadcrumbs: readonly Breadcrumb[];
  onOpenSegment: (segment_id: string) => void;
  onOpenRun: (run_id: string) => void;
  onSignIn: () => void;
}

/** One open segment: its store, its autosave and everything around the canvas. */
export function SegmentEditor(props: SegmentEditorProps) {
  const { loaded, catalog, drafts, draftKey, requests } = props;
  const [editor] = useState(() => new Editor(loaded.segment, catalog));
  const [autosaver] = useState(
    () =>
      new Autosaver({
        editor,
        revision: loaded.revision,
        draft_key: draftKey,
        drafts,
        save: requests.save,
        explain: explainSaveFailure,
      }),
  );
  useEffect(() => autosaver.start(), [autosaver]);
  useLeaveGuard(autosaver);
  return (
    <EditorProvider editor={editor}>
      <ReactFlowProvider>
        <EditorSecrets>
          <EditorRoom {...props} autosaver={autosaver} />
        </EditorSecrets>
      </ReactFlowProvider>
    </EditorProvider>
  );
}

function EditorRoom(props: SegmentEditorProps & { autosaver: Autosaver }) {
  const { autosaver, breadcrumbs, draft, draftKey, drafts, requests, onOpenSegment, onOpenRun } = props;
  const name = useDocument((state) => state.segment.name);
  const filePicker = useRef<HTMLInputElement>(null);
  const importFile = useImportFile();
  const run = useStartRun(autosaver, requests, onOpenRun);
  const copies = useSegmentCopies(autosaver, requests, onOpenSegment);
  useClipboard();
  const pickFile = useCallback(() => filePicker.current?.click(), []);
  const palette = useFold();
  const inspector = useFold();
  const { ask } = run;
  const runWhole = useCallback(() => void ask(), [ask]);
  useEditorKeys({
    run: runWhole,
    pickFile,
    togglePalette: palette.toggle,
    toggleInspector: inspector.toggle,
  });
  return (
    <Page
      fill
      title={name}
      heading={<SegmentName />}
      breadcrumbs={breadcrumbs}
      aside={<SaveState autosaver={autosaver} />}
      actions={
        <>
          <CommandsButton />
          <EditorToolbar onImport={pickFile} onRun={runWhole} starting={run.checking} />
          <VersionsToolbar autosaver={autosaver} />
        </>
      }
    >
      <EditorPanels onImport={pickFile} inspector={<Inspector />} left={palette} right={inspector} />
      <input
        ref={filePicker}
        type="file"
        accept=".json,application/json"
        hidden
        data-import-file
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void importFile(file);
        }}
      />
      <ConnectPicker />
      <ImportDialog onCreate={copies.create} />
      <ConflictDialog autosaver={autosaver} onLoadTheirs={copies.loadTheirs} onKeepCopy={copies.keepCopy} />
      <VersionLayers autosaver={autosaver} onCopy={copies.create} onLoadTheirs={copies.loadTheirs} />
      <SubSegmentLayers requests={requests} />
      <ScheduleLayers autosaver={autosaver} />
      <SignedOutBanner autosaver={autosaver} onSignIn={props.onSignIn} />
      <RestoreDraft
        autosaver={autosaver}
        draft={draft}
        draftKey={draftKey}
        drafts={drafts}
        revision={props.loaded.revision}
      />
      <AgainLayers
        autosaver={autosaver}
        requests={requests}
        run={run}
        draftKey={draftKey}
        onOpenRun={onOpenRun}
      />
      <RunDialog run={run} />
      <LiveRegion />
      <EditorPrint />
    </Page>
  );
}

/** Apart from the room, which an edit does not draw again. */
function RunDialog({ run }: { run: RunStart }) {
  const editor = useEditor();
  const segment = useDocument((state) => state.segment);
  const until = run.asked?.until ? editor.graph.steps.get(run.asked.until) : undefined;
  return (
    <RunInputDialog
      segment={segment}
      {...(until && { title: `Run until ${stepName(until.step, until.contract)}` })}
      note={<PinnedInRun until={run.asked?.until ?? null} />}
      open={run.asked !== null}
      onOpenChange={(open) => !open && run.close()}
      starting={run.starting}
      onStart={(input, config) => void run.start(input, config)}
    />
  );
}
