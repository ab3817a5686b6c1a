import { llmteamLosses } from "@worktrail/shared/segment/llmteam-losses";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { downloadLlmteam } from "./export-segment.ts";
import { useLlmteamExport } from "./llmteam-export.ts";

/** Says what the dialect has no words for before the file is made. */
export function LlmteamExport() {
  const open = useLlmteamExport((state) => state.open);
  return open ? <OpenExport /> : null;
}

function OpenExport() {
  const { segment } = useEditor();
  const losses = llmteamLosses(segment);
  const close = () => useLlmteamExport.setState({ open: false });
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && close()}
      title="Export for llmteam"
      description={
        losses.length === 0
          ? "Everything in this segment has words in that dialect."
          : "That dialect has no words for some of this segment. The segment here stays as it is."
      }
      footer={
        <>
          <Button onClick={close}>Do not export</Button>
          <Button
            variant="primary"
            onClick={() => {
              downloadLlmteam(segment);
              close();
            }}
          >
            Download the file
          </Button>
        </>
      }
    >
      {losses.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
