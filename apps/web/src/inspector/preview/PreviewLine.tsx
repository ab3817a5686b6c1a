import { isJsonObject } from "@worktrail/shared/json";
import { CircleAlert } from "lucide-react";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";
import { JsonView } from "../../ui/JsonView.tsx";
import { jsonPreview } from "../../ui/json-preview.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../../ui/Popover.tsx";
import { messagesAt } from "../problems-at.ts";
import { useStepForm } from "../step-form-context.tsx";
import { PreviewSwitch } from "./PreviewSwitch.tsx";
import type { PreviewResult } from "./preview-result.ts";
import { usePreview } from "./use-preview.ts";

interface PreviewLineProps {
  /** The accessible name of the field. */
  label: string;
  mode: ExpressionMode;
  value: string;
  path: string;
  /** In a list of fields one of them has the switch for all. */
  withSwitch?: boolean;
}

/** What the field gives with the values of the last run, or of a sample. */
export function PreviewLine({ label, mode, value, path, withSwitch = false }: PreviewLineProps) {
  const { preview, problems, variablesAt } = useStepForm();
  const shown = usePreview(mode, value, preview.scope);
  if (!shown) return null;
  const isExplained = NOT_FINISHED.has(codeOf(shown)) || messagesAt(problems, path).length > 0;
  const words =
    isExplained && shown.kind === "error"
      ? UNKNOWN_YET
      : explain(shown, variablesAt(path).length > 0, preview.is_made_up);
  return (
    <div className="flex min-h-5 items-start gap-1.5 text-xs" data-preview={shown.kind}>
      <output aria-live="off" aria-label={`Value of ${label}`} className="flex min-w-0 flex-1 gap-1.5">
        {words ? (
          <Explained {...words} />
        ) : (
          <>
            <span aria-hidden className="text-muted">
              =
            </span>
            <span className="min-w-0 truncate font-mono">{short(shown, mode)}</span>
          </>
        )}
      </output>
      {!words && isCut(shown, mode) && <ShowAll label={label} result={shown} />}
      {withSwitch && <PreviewSwitch />}
    </div>
  );
}

/** The field itself says what is wrong; the line stays, so that nothing jumps while a person types. */
const UNKNOWN_YET: Words = { text: "= …", isError: false };
const NOT_FINISHED: ReadonlySet<string> = new Set(["syntax", "empty", "unclosed_placeholder"]);

function codeOf(result: PreviewResult): string {
  return result.kind === "error" ? result.code : "";
}

type Words = { readonly text: string; readonly isError: boolean };

/** What to say where there is no value: what was made up says nothing about a mistake. */
function explain(result: PreviewResult, hasVariables: boolean, isMadeUp: boolean): Words | null {
  if (result.kind !== "error") return null;
  if (hasVariables && result.code === "unknown_variable")
    return { text: "This has a value only while the step runs.", isError: false };
  const dependsOnData = result.code === "missing_value" || result.code === "index_out_of_range";
  if (isMadeUp && (dependsOnData || result.code === "type_mismatch"))
    return { text: "Run the segment, or write a sample, to see the value.", isError: false };
  return { text: result.message, isError: true };
}

function Explained({ text, isError }: Words) {
  if (!isError) return <span className="text-muted">{text}</span>;
  return (
    <span className="flex items-start gap-1 text-warning-text">
      <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      {text}
    </span>
  );
}

const SHORT_LENGTH = 120;

function short(result: PreviewResult, mode: ExpressionMode): string {
  switch (result.kind) {
    case "value":
      if (mode === "template" && typeof result.value === "string") {
        return result.value === "" ? "an empty text" : result.value.slice(0, SHORT_LENGTH);
      }
      return isSmall(result.value) ? JSON.stringify(result.value) : jsonPreview(result.value);
    case "long":
      return result.start.slice(0, SHORT_LENGTH);
    case "error":
      return "";
  }
}

/** Small enough to be read whole in one line. */
function isSmall(value: unknown): boolean {
  return JSON.stringify(value).length <= 40;
}

function isCut(result: PreviewResult, mode: ExpressionMode): boolean {
  if (result.kind !== "value") return result.kind === "long";
  const { value } = result;
  if (typeof value === "string") return value.length > 28 || value.includes("\n");
  return !isSmall(value) && (isJsonObject(value) || Array.isArray(value) || mode === "template");
}

function ShowAll({ label, result }: { label: string; result: PreviewResult }) {
  return (
    <Popover>
      <PopoverTrigger
        aria-label={`Show the whole value of ${label}`}
        className="shrink-0 rounded-md px-1 text-accent-text hover:bg-hover"
      >
        Show
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={`Whole value of ${label}`} className="w-96 max-w-[90vw] p-2">
        {result.kind === "value" && (
          <JsonView value={result.value} label={`Value of ${label}`} maxHeight={280} />
        )}
        {result.kind === "long" && (
          <>
            <p className="pb-2 text-muted text-xs">
              The beginning; all of it has {result.length.toLocaleString("en")} characters.
            </p>
            <pre className="wrap-anywhere max-h-80 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken p-2 font-mono text-xs">
              {result.start}…
            </pre>
          </>
        )}
      </PopoverContent>
    </Popover>
  );
}
