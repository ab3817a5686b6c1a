import { useStore } from "zustand";
import type { Autosaver } from "../store/autosaver.ts";
import { Button } from "../ui/Button.tsx";

/** The session ended while there were edits: they are kept, and offered again after signing in. */
export function SignedOutBanner({ autosaver, onSignIn }: { autosaver: Autosaver; onSignIn: () => void }) {
  const signedOut = useStore(autosaver.state, (state) => state.phase.name === "signed_out");
  if (!signedOut) return null;
  return (
    <section
      role="alert"
      className="absolute top-3 left-1/2 z-20 flex max-w-[calc(100%-24px)] -translate-x-1/2 animate-pop flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-2 pl-3 text-sm shadow-float"
    >
      <p>Your session has ended. Your edits are kept in this browser and offered again.</p>
      <Button size="sm" variant="primary" onClick={onSignIn}>
        Sign in again
      </Button>
    </section>
  );
}
