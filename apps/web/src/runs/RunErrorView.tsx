import { Link } from "@tanstack/react-router";
import type { RunError } from "@worktrail/shared/run/events";
import type { ReactNode } from "react";
import { whatToTry } from "../step-data/what-to-try.ts";
import { Button } from "../ui/Button.tsx";
import { JsonView } from "../ui/JsonView.tsx";

/** Why a step or a run failed: the sentence first, what it is called after it, what came with it last. */
export function RunErrorView({ error, action }: { error: RunError; action?: ReactNode }) {
  const advice = whatToTry(error);
  const path = error.details?.path;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-status-failed/40 bg-status-failed/10 p-3">
      <p className="wrap-anywhere whitespace-pre-wrap text-danger-text text-sm">{error.error_message}</p>
      <p className="flex flex-wrap items-center gap-2 text-xs">
        <code className="font-mono text-danger-text">{error.error_code}</code>
        <span className="text-text">
          {error.recoverable ? "Could pass when tried again" : "Will not pass by itself"}
        </span>
      </p>
      {typeof path === "string" && path !== "" && (
        <p className="text-text text-xs">
          At <code className="font-mono">{path.slice(1).replaceAll("/", " › ")}</code> of the config
        </p>
      )}
      {advice && (
        <p className="text-sm text-text">
          <span className="font-medium">What to try:</span> {advice}
        </p>
      )}
      {error.details && Object.keys(error.details).length > 0 && (
        <JsonView value={error.details} label="Details of the error" openDepth={1} />
      )}
      {typeof error.details?.run_id === "string" && (
        <Button asChild size="sm" className="self-start">
          <Link to="/runs/$runId" params={{ runId: error.details.run_id }}>
            Open the run that failed
          </Link>
        </Button>
      )}
      {action}
    </div>
  );
}
