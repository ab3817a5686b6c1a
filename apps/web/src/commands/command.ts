// An action that a person can start. The command palette, the shortcuts sheet and the key handlers read the
// same lists, so that one place says what an action is called, which keys it has and what it does.

export const SECTIONS = [
  "Edit",
  "Add",
  "Arrange",
  "Canvas",
  "View",
  "Segment",
  "Run",
  "Go to",
  "Theme",
  "Help",
] as const;
export type Section = (typeof SECTIONS)[number];

/** What is shown of an action that has keys. */
export type KeyHint = {
  readonly id: string;
  readonly title: string;
  readonly section: Section;
  /** `mod+shift+z`, as `keyName` gives them, the usual one first. */
  readonly keys?: readonly string[];
};

export type Command<Context> = KeyHint & {
  /** Words besides the title under which it is found. */
  readonly words?: string;
  /** The browser's own event does the work of the keys, as for copying. */
  readonly keysOfBrowser?: true;
  /** Only its keys start it: the palette does not offer to open itself. */
  readonly hidden?: true;
  /** Why it can do nothing now, in a sentence; null when it can. */
  readonly unavailable?: (context: Context) => string | null;
  readonly run: (context: Context) => unknown;
};

/** What only makes sense as a key: it depends on which key, or on what has focus. Answers whether it did anything. */
export type KeyAction<Context> = KeyHint & {
  readonly keys: readonly string[];
  readonly onKey: (context: Context, event: KeyboardEvent) => boolean;
};

/** A command together with what it works on. */
export type BoundCommand = KeyHint & {
  readonly words: string;
  readonly hidden: boolean;
  readonly unavailable: () => string | null;
  readonly run: () => void;
};

export function bindCommands<Context>(
  commands: readonly Command<Context>[],
  context: Context,
): BoundCommand[] {
  return commands.map(({ words, hidden, unavailable, run, ...hint }) => ({
    ...hint,
    words: words ?? "",
    hidden: hidden ?? false,
    unavailable: () => unavailable?.(context) ?? null,
    run: () => void run(context),
  }));
}

/** Does what the key is for; false leaves the key to the browser. */
export type KeyHandler<Context> = (context: Context, event: KeyboardEvent) => boolean;

/** Which key does what. `refuse` hears why a command can do nothing now. */
export function keyHandlers<Context>(
  commands: readonly Command<Context>[],
  actions: readonly KeyAction<Context>[],
  refuse: (context: Context, why: string) => void,
): ReadonlyMap<string, KeyHandler<Context>> {
  const handlers = new Map<string, KeyHandler<Context>>();
  for (const { keys = [], keysOfBrowser, unavailable, run } of commands) {
    if (keysOfBrowser) continue;
    const handle: KeyHandler<Context> = (context) => {
      const why = unavailable?.(context) ?? null;
      if (why === null) run(context);
      else refuse(context, why);
      return true;
    };
    for (const key of keys) handlers.set(key, handle);
  }
  for (const { keys, onKey } of actions) for (const key of keys) handlers.set(key, onKey);
  return handlers;
}
