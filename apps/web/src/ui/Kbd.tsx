import { cn } from "./cn.ts";

const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const glyphs: Record<string, string> = isApple
  ? { mod: "⌘", shift: "⇧", alt: "⌥", enter: "↵", backspace: "⌫", esc: "esc" }
  : { mod: "Ctrl", shift: "Shift", alt: "Alt", enter: "Enter", backspace: "Backspace", esc: "Esc" };

/** Keys as a person presses them: `mod` is ⌘ on Apple machines and Ctrl elsewhere. */
export function Kbd({ keys, className }: { keys: readonly string[]; className?: string }) {
  return (
    <kbd className={cn("inline-flex items-center gap-0.5 font-sans", className)}>
      {keys.map((key) => (
        <span
          key={key}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-[4px] border border-current/25 px-1 text-[11px] leading-none"
        >
          {glyphs[key.toLowerCase()] ?? key}
        </span>
      ))}
    </kbd>
  );
}
