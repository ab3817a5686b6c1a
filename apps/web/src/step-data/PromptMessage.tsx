import type { LlmMessage } from "@worktrail/shared/step/handler";
import { CopyButton } from "../ui/CopyButton.tsx";
import { JsonText } from "../ui/JsonText.tsx";

const ROLES: Readonly<Record<LlmMessage["role"], string>> = {
  system: "System prompt",
  user: "Prompt",
  assistant: "Answer before",
};

/** One message to a model, as it was sent. */
export function PromptMessage({ message: { role, content } }: { message: LlmMessage }) {
  return (
    <article
      aria-label={ROLES[role]}
      className="relative flex flex-col gap-1 rounded-md border border-line bg-sunken p-2 pr-9"
    >
      <p className="text-muted text-xs">{ROLES[role]}</p>
      <CopyButton
        text={content}
        label={`Copy ${ROLES[role].toLowerCase()}`}
        size="sm"
        tooltipSide="left"
        className="absolute top-1 right-1 bg-sunken"
      />
      <div className="wrap-anywhere max-h-80 overflow-y-auto whitespace-pre-wrap text-sm">
        {content.length <= 2_000 ? content : <JsonText text={content} />}
      </div>
    </article>
  );
}
