import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { describeError, isPassing } from "./errors.ts";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** The caller shows the failure itself; otherwise it becomes a toast. */
      quiet?: boolean;
    };
  }
}

/** Told whenever the server says that nobody is signed in; the router sets it. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(react: () => void): void {
  onSignedOut = react;
}

function noticeSignedOut(error: unknown): boolean {
  if (describeError(error).code !== "UNAUTHORIZED") return false;
  onSignedOut();
  return true;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && isPassing(error) },
  },
  queryCache: new QueryCache({ onError: (error) => void noticeSignedOut(error) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (noticeSignedOut(error) || mutation.meta?.quiet) return;
      toast.error(describeError(error).message);
    },
  }),
});
