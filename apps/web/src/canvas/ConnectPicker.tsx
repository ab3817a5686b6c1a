import { Command } from "cmdk";
import { useMemo } from "react";
import { connect } from "../gestures/connect.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import { cn } from "../ui/cn.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { controlFrame } from "../ui/Input.tsx";
import { type ConnectTarget, connectTargets } from "./connect-targets.ts";
import { focusStep } from "./focus.ts";
import { stepName } from "./step-look.ts";

/** Connects by keyboard: the steps and ports that the chosen step may lead to; Enter connects. */
export function ConnectPicker() {
  const editor = useEditor();
  const from = useSession((state) => state.connecting_from);
  const close = () => {
    editor.session.setState({ connecting_from: null });
    if (from !== null) focusStep(from);
  };
  const targets = useMemo(() => (from === null ? [] : connectTargets(editor.graph, from)), [editor, from]);
  const pick = (target: ConnectTarget) => {
    editor.commit(connect(target.edge), { label: "Connect" });
    editor.announce(`Connected to ${target.step_name}.`);
    close();
  };
  const node = from === null ? undefined : editor.graph.steps.get(from);
  const name = node ? stepName(node.step, node.contract) : "";
  return (
    <Dialog
      open={from !== null}
      onOpenChange={(open) => !open && close()}
      title={`Connect ${name} to…`}
      size="sm"
    >
      <Command label="Steps to connect to" className="flex flex-col gap-2">
        <Command.Input autoFocus placeholder="Name of a step" className={cn(controlFrame, "h-8 px-2.5")} />
        <Command.List className="max-h-80 overflow-y-auto">
          <Command.Empty className="p-2 text-muted text-sm">
            No step takes what this one gives. Add a step, or free an input.
          </Command.Empty>
          {targets.map((target) => (
            <Command.Item
              key={target.key}
              value={`${target.step_name} ${target.from_port ?? ""} ${target.to_port ?? ""} ${target.key}`}
              onSelect={() => pick(target)}
              className="flex h-8 items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
            >
              {target.from_port && <span className="text-muted text-xs">{target.from_port} →</span>}
              <span className="min-w-0 truncate">{target.step_name}</span>
              {target.to_port && <span className="text-muted text-xs">{target.to_port}</span>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
