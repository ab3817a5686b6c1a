import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { describeError } from "../api/errors.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { useDocumentTitle } from "./use-document-title.ts";

/** Shown in place of a page that failed to load or to draw. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  useDocumentTitle("Error");
  const router = useRouter();
  const { message } = describeError(error);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="flex h-full min-h-80 items-center">
      <ErrorState
        heading="h1"
        title="This page could not be shown"
        message={message}
        onRetry={retry}
        action={
          <Button asChild variant="ghost">
            <Link to="/segments">Go to the segments</Link>
          </Button>
        }
      />
    </div>
  );
}
