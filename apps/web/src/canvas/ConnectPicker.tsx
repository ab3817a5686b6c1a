import { Command } from "cmdk";
import { useMemo } from "react";
import { connect } from "../gestures/connect.ts";
import { reconnectEdge } from "../gestures/reconnect-edge.ts";
import { edgeByKey } from "../picker/insert-step.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import { cn } from "../ui/cn.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { controlFrame } from "../ui/Input.tsx";
import { type ConnectTarget, connectTargets, otherEnds } from "./connect-targets.ts";
import { focusCanvas, focusStep } from "./focus.ts";
import { selectSteps } from "./selection.ts";
import { stepName } from "./step-look.ts";

type Offer = {
  readonly title: string;
  readonly groups: readonly { readonly heading: string; readonly targets: readonly ConnectTarget[] }[];
  readonly pick: (target: ConnectTarget) => void;
  /** Where focus goes afterwards. */
  readonly leave: () => void;
};

/**
 * Connects by keyboard: the ports that the chosen step may lead to, or the other ends that the chosen connection
 * may have; Enter connects.
 */
export function ConnectPicker() {
  const editor = useEditor();
  const step_id = useSession((state) => state.connecting_from);
  const edge_key = useSession((state) => state.retargeting);
  const offer = useMemo(
    () =>
      step_id !== null ? fromStep(editor, step_id) : edge_key !== null ? forEdge(editor, edge_key) : null,
    [editor, step_id, edge_key],
  );
  const close = () => {
    editor.session.setState({ connecting_from: null, retargeting: null });
    offer?.leave();
  };
  const pick = (target: ConnectTarget) => {
    offer?.pick(target);
    close();
  };
  return (
    <Dialog
      open={offer !== null}
      onOpenChange={(open) => !open && close()}
      title={offer?.title ?? "Connect"}
      size="sm"
    >
      <Command label="Steps to connect to" className="flex flex-col gap-2">
        <Command.Input autoFocus placeholder="Name of a step" className={cn(controlFrame, "h-8 px-2.5")} />
        <Command.List className="max-h-80 overflow-y-auto">
          <Command.Empty className="p-2 text-muted text-sm">
            No step takes what this one gives. Add a step, or free an input.
          </Command.Empty>
          {offer?.groups.map(({ heading, targets }) => (
            <Command.Group
              key={heading}
              heading={heading}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
            >
              {targets.map((target) => (
                <TargetItem key={target.key} target={target} onPick={pick} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function TargetItem({ target, onPick }: { target: ConnectTarget; onPick: (target: ConnectTarget) => void }) {
  return (
    <Command.Item
      value={`${target.step_name} ${target.from_port ?? ""} ${target.to_port ?? ""} ${target.key}`}
      onSelect={() => onPick(target)}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
    >
      {target.from_port && <span className="text-muted text-xs">{target.from_port} →</span>}
      <span className="min-w-0 truncate">{target.step_name}</span>
      {target.to_port && <span className="text-muted text-xs">{target.to_port}</span>}
    </Command.Item>
  );
}

function fromStep(editor: Editor, step_id: string): Offer {
  const node = editor.graph.steps.get(step_id);
  const targets = connectTargets(editor.graph, step_id);
  return {
    title: `Connect ${node ? stepName(node.step, node.contract) : step_id} to…`,
    groups: targets.length > 0 ? [{ heading: "Steps", targets }] : [],
    pick: ({ edge, step_name }) => {
      editor.commit(connect(edge), { label: "Connect" });
      editor.announce(`Connected to ${step_name}.`);
    },
    leave: () => focusStep(step_id),
  };
}

function forEdge(editor: Editor, key: string): Offer | null {
  const edge = edgeByKey(editor, key);
  if (!edge) return null;
  const { to, from } = otherEnds(editor.graph, edge);
  const groups = [
    { heading: `From ${edge.source_step}.${edge.source_port} to…`, targets: to },
    { heading: `To ${edge.target_step}.${edge.target_port} from…`, targets: from },
  ];
  return {
    title: "Lead this connection elsewhere",
    groups: groups.filter(({ targets }) => targets.length > 0),
    pick: (target) => {
      if (!editor.commit(reconnectEdge(edge, target.edge), { label: "Reconnect" })) return;
      editor.select({ ...selectSteps([]), edges: new Set([target.key]) });
      editor.announce(`Connected ${target.edge.source_step} to ${target.edge.target_step} instead.`);
    },
    leave: focusCanvas,
  };
}
