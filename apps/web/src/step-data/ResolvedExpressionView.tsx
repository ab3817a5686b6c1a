import { assertNever } from "@worktrail/shared/errors";
import type { ResolvedExpression, ResolvedText } from "@worktrail/shared/run/resolved-config";
import { KeyRound } from "lucide-react";
import { describeError } from "../api/errors.ts";
import { ValueView } from "../runs/ValueView.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { formatBytes } from "../ui/format-bytes.ts";
import type { useLoadedValues } from "./use-loaded-values.ts";

type Loaded = ReturnType<typeof useLoadedValues>;

/** One text of a config: as it is written, and beside it what it became. */
export function ResolvedExpressionView({
  expression,
  loaded,
}: {
  expression: ResolvedExpression;
  loaded: Loaded;
}) {
  const { path, source, secrets, is_template, result } = expression;
  const name = path.slice(1).replaceAll("/", " › ");
  return (
    <article
      aria-label={`${is_template ? "Template" : "Expression"} ${name}`}
      className="@container flex flex-col gap-1"
    >
      <p className="flex flex-wrap items-center gap-1.5">
        <code className="font-mono text-muted text-xs">{name}</code>
        {secrets.map((secret) => (
          <Badge key={secret}>
            <KeyRound aria-hidden /> {secret}
          </Badge>
        ))}
      </p>
      <div className="grid @md:grid-cols-2 gap-1">
        <pre className="wrap-anywhere max-h-60 overflow-y-auto whitespace-pre-wrap rounded-md border border-line border-dashed p-2 font-mono text-muted text-xs leading-5">
          {source}
        </pre>
        <Result name={name} result={result} loaded={loaded} />
      </div>
    </article>
  );
}

function Result({ name, result, loaded }: { name: string; result: ResolvedText; loaded: Loaded }) {
  switch (result.kind) {
    case "value":
      return <ValueView value={result.value} label={`Value of ${name}`} openDepth={1} />;
    case "failed":
      return (
        <p className="wrap-anywhere rounded-md border border-status-failed/40 bg-status-failed/10 p-2 text-danger-text text-xs">
          {result.code === "budget_exceeded"
            ? "This takes longer to compute than the page does without being asked."
            : result.message}
        </p>
      );
    case "needs": {
      const size = formatBytes(result.stored.reduce((sum, { bytes }) => sum + bytes, 0));
      return (
        <div className="flex flex-col items-start gap-1 text-muted text-xs">
          <p>It reads a large value that is kept aside.</p>
          <Button size="sm" loading={loaded.loading} onClick={() => loaded.load(result.stored)}>
            Load {size} to compute it
          </Button>
          {loaded.error && (
            <p role="alert" className="text-danger-text">
              {describeError(loaded.error).message}
            </p>
          )}
        </div>
      );
    }
    case "later":
      return <p className="p-2 text-muted text-xs">Computed by the step with values that only it has.</p>;
    default:
      return assertNever(result);
  }
}
