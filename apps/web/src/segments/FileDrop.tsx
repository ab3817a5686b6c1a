import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";

/** Takes the files that are dropped anywhere on its content. */
export function FileDrop({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const isFile = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the Import button is the way by keyboard.
    <div
      className="relative min-h-full"
      onDragOver={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute inset-3 z-10 flex items-start justify-center rounded-lg border-2 border-accent border-dashed bg-accent/10 pt-24">
          <p className="flex items-center gap-2 rounded-lg bg-raised px-4 py-2 font-medium text-sm shadow-float">
            <Upload aria-hidden className="size-4" />
            Let go to import
          </p>
        </div>
      )}
    </div>
  );
}
