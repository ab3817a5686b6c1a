import { useSession } from "../store/editor-context.tsx";

/** Says what keys have done to people who do not see the canvas. */
export function LiveRegion() {
  const announcement = useSession((state) => state.announcement);
  return (
    <div aria-live="polite" className="sr-only">
      {announcement}
    </div>
  );
}
