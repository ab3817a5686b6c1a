import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { useDocumentTitle } from "./use-document-title.ts";

export function NotFoundPage() {
  useDocumentTitle("Not found");
  return (
    <main className="flex h-dvh items-center">
      <EmptyState
        icon={Compass}
        heading="h1"
        title="There is no page at this address"
        action={
          <Button asChild variant="primary">
            <Link to="/segments">Go to the segments</Link>
          </Button>
        }
      >
        The link may be old or mistyped. Everything you made is still where it was.
      </EmptyState>
    </main>
  );
}
