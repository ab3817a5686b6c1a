import { useReactFlow } from "@xyflow/react";
import { Fragment, useRef } from "react";
import type { BoundCommand } from "../commands/command.ts";
import { useCommands } from "../commands/commands-store.ts";
import { keyParts } from "../commands/key-name.ts";
import { openPickerAt } from "../picker/open-picker.ts";
import { useEditor, useSession } from "../store/editor-context.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { menuGroups } from "./menu-items.ts";
import type { CanvasMenuRequest } from "./menu-request.ts";

/** What can be done with what is under the pointer, from the list of commands and with their keys. */
export function CanvasMenu() {
  const request = useSession((state) => state.menu);
  return request && <OpenMenu key={`${request.at.x},${request.at.y}`} request={request} />;
}

function OpenMenu({ request }: { request: CanvasMenuRequest }) {
  const editor = useEditor();
  const flow = useReactFlow();
  const commands = useCommands((state) => state.pageCommands);
  const groups = menuGroups(request.target, commands);
  const chosen = useRef<(() => void) | null>(null);
  const before = useRef(document.activeElement);
  const close = () => editor.session.setState({ menu: null });
  const run = (command: BoundCommand) => {
    if (command.id !== "add_step" || request.target !== "canvas") return command.run();
    openPickerAt(editor, flow.screenToFlowPosition(request.at, { snapToGrid: false }), null);
  };
  return (
    <DropdownMenu open onOpenChange={(open) => !open && close()}>
      <DropdownMenuTrigger asChild>
        <span
          aria-hidden
          className="pointer-events-none fixed size-0"
          style={{ left: request.at.x, top: request.at.y }}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="start"
        sideOffset={2}
        aria-label={menuName(request)}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          // The command comes last: it may move the focus on.
          chosen.current?.();
        }}
      >
        {groups.map((group, index) => (
          <Fragment key={group[0]?.id}>
            {index > 0 && <DropdownMenuSeparator />}
            {group.map((command) => (
              <MenuCommand
                key={command.id}
                command={command}
                onChoose={() => {
                  chosen.current = () => run(command);
                }}
              />
            ))}
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function MenuCommand({ command, onChoose }: { command: BoundCommand; onChoose: () => void }) {
  const [key] = command.keys ?? [];
  const why = command.unavailable();
  return (
    <DropdownMenuItem
      disabled={why !== null}
      danger={command.id === "delete"}
      {...(key !== undefined && { keys: keyParts(key) })}
      onSelect={onChoose}
    >
      {command.title}
    </DropdownMenuItem>
  );
}

function menuName({ target }: CanvasMenuRequest): string {
  return target === "canvas" ? "Canvas" : `This ${target === "edge" ? "connection" : target}`;
}
