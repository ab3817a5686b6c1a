import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import type { JsonText, JsonTextState } from "./json-text.ts";
import type { TextProblem } from "./read-pane-text.ts";

export interface TextNoticeProps {
  json: JsonText;
  state: JsonTextState;
  onGoTo: (offset: number) => void;
}

/** Why the canvas does not show the text, and what can be done about it. */
export function TextNotice({ json, state: { phase, moved }, onGoTo }: TextNoticeProps) {
  if (phase.name === "broken") {
    return (
      <Notice
        title="The canvas shows the last text that could be read."
        actions={
          <Button size="sm" onClick={json.discard}>
            Discard my text
          </Button>
        }
      >
        <ProblemLinks problems={phase.problems} onGoTo={onGoTo} />
        {moved && (
          <p className="text-muted">
            The canvas changed meanwhile. Once the text can be read, you choose which of the two stays.
          </p>
        )}
      </Notice>
    );
  }
  if (phase.name === "apart") {
    return (
      <Notice
        title="The text and the canvas were both changed."
        actions={
          <>
            <Button size="sm" onClick={json.discard}>
              Keep the canvas
            </Button>
            <Button size="sm" onClick={json.useText}>
              Keep my text
            </Button>
            {phase.both && (
              <Button size="sm" variant="primary" onClick={json.useBoth}>
                Keep both
              </Button>
            )}
          </>
        }
      >
        <p className="text-muted">
          {phase.both
            ? "They changed different things, so both can stay. Undo takes either way back."
            : "They changed the same things. What you do not keep can be had back with Undo, except a discarded text."}
        </p>
      </Notice>
    );
  }
  return null;
}

function Notice({ title, actions, children }: { title: string; actions: ReactNode; children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex shrink-0 flex-col gap-1.5 border-line border-b bg-status-waiting/10 px-3 py-2 text-xs"
    >
      <p className="flex items-center gap-1.5 font-medium">
        <CircleAlert aria-hidden className="size-3.5 shrink-0 text-warning-text" />
        {title}
      </p>
      {children}
      <div className="flex flex-wrap gap-1.5">{actions}</div>
    </div>
  );
}

const SHOWN = 3;

function ProblemLinks({
  problems,
  onGoTo,
}: Pick<TextNoticeProps, "onGoTo"> & { problems: readonly TextProblem[] }) {
  return (
    <ul>
      {problems.slice(0, SHOWN).map(({ from, message }) => (
        <li key={`${from} ${message}`}>
          <button
            type="button"
            onClick={() => onGoTo(from)}
            className="text-left text-danger-text hover:underline"
          >
            {message}
          </button>
        </li>
      ))}
      {problems.length > SHOWN && (
        <li className="text-muted">And {problems.length - SHOWN} more, marked in the text.</li>
      )}
    </ul>
  );
}
