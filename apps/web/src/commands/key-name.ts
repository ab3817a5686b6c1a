// Keys as the lists of commands name them, `mod+shift+z`, from an event and towards what is shown.

const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `mod+shift+z`; the key as it is printed, in lower case. */
export function keyName(event: KeyboardEvent): string {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  // With Shift, digits print as signs that differ from layout to layout.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  // With Alt, letters print as signs on some systems.
  const letter = event.altKey ? /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() : undefined;
  const key = event.shiftKey && digit ? digit : (letter ?? event.key.toLowerCase());
  // Signs that need Shift on some layouts and not on others.
  const shift = event.shiftKey && key !== "+" && key !== "?";
  return [mod && "mod", event.altKey && "alt", shift && "shift", key].filter(Boolean).join("+");
}

const SHOWN: Readonly<Record<string, string>> = {
  " ": "Space",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  delete: "Del",
  escape: "Esc",
};

/** The parts of a name for `Kbd`: `["mod", "shift", "Z"]`. */
export function keyParts(name: string): string[] {
  const parts = name === "+" ? ["+"] : name.split("+");
  return parts.map(
    (part) => SHOWN[part] ?? (part.length === 1 || /^f\d+$/.test(part) ? part.toUpperCase() : part),
  );
}
