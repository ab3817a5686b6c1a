import { Kbd } from "../ui/Kbd.tsx";

/** Three ways to begin, over an empty canvas. */
export function EmptyCanvasHint({ onImport }: { onImport: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center p-6">
      <div className="max-w-80 text-center">
        <h2 className="font-semibold text-base">Draw the first step</h2>
        <ul className="mt-2 flex flex-col gap-1.5 text-muted text-sm">
          <li>Drag a step from the left, or click it.</li>
          <li>
            Double-click, or press <Kbd keys={["N"]} />, and type what you need.
          </li>
          <li>
            <button
              type="button"
              onClick={onImport}
              className="pointer-events-auto rounded-md font-medium text-accent-text hover:underline"
            >
              Open a segment file
            </button>{" "}
            or drop or paste one here.
          </li>
        </ul>
      </div>
    </div>
  );
}
