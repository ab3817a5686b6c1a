import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { cn } from "./cn.ts";

export interface ErrorStateProps {
  title?: string;
  /** A sentence that a person can act on; the server puts the reference of a hidden failure into it. */
  message: ReactNode;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  action?: ReactNode;
  /** `h1` where nothing above it names the page. */
  heading?: "h1" | "h2";
  className?: string;
}

export function ErrorState(props: ErrorStateProps) {
  const {
    title = "That did not work",
    message,
    onRetry,
    retrying,
    action,
    heading: Heading = "h2",
    className,
  } = props;
  return (
    <div
      role="alert"
      className={cn("mx-auto flex max-w-100 flex-col items-center px-6 py-16 text-center", className)}
    >
      <span
        aria-hidden
        className="mb-4 flex size-10 items-center justify-center rounded-lg bg-danger-text/10 text-danger-text"
      >
        <TriangleAlert className="size-5" />
      </span>
      <Heading className="font-semibold text-base">{title}</Heading>
      <p className="wrap-anywhere mt-1 text-balance text-muted text-sm">{message}</p>
      {(onRetry || action) && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {onRetry && (
            <Button onClick={onRetry} loading={retrying}>
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}
