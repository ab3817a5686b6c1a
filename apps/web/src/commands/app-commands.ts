// What works on every page.
import type { Theme } from "../theme/theme.ts";
import type { Command } from "./command.ts";
import type { OpenDialog } from "./commands-store.ts";

export type PagePath =
  | "/segments"
  | "/templates"
  | "/runs"
  | "/inbox"
  | "/settings/secrets"
  | "/settings/retention";

export type AppContext = {
  readonly go: (to: PagePath) => unknown;
  readonly setTheme: (theme: Theme) => void;
  readonly theme: () => Theme;
  readonly show: (dialog: OpenDialog) => void;
};

const page = (to: PagePath, name: string): Command<AppContext> => ({
  id: `go_${name.toLowerCase()}`,
  title: `Go to ${name}`,
  section: "Go to",
  words: "open page",
  run: ({ go }) => go(to),
});

const theme = (value: Theme, title: string): Command<AppContext> => ({
  id: `theme_${value}`,
  title,
  section: "Theme",
  words: "colours colors mode appearance",
  unavailable: (context) => (context.theme() === value ? "This theme is on." : null),
  run: ({ setTheme }) => setTheme(value),
});

export const appCommands: readonly Command<AppContext>[] = [
  page("/segments", "Segments"),
  { ...page("/templates", "Templates"), words: "open page gallery example start new segment" },
  page("/runs", "Runs"),
  page("/inbox", "Inbox"),
  page("/settings/secrets", "Secrets"),
  {
    ...page("/settings/retention", "Kept runs"),
    id: "go_retention",
    words: "open page retention remove old days",
  },
  theme("light", "Light theme"),
  theme("dark", "Dark theme"),
  theme("system", "Theme of the system"),
  {
    id: "commands",
    title: "Commands",
    section: "Help",
    keys: ["mod+k"],
    hidden: true,
    run: ({ show }) => show("commands"),
  },
  {
    id: "shortcuts",
    title: "Keyboard shortcuts",
    section: "Help",
    words: "keys help",
    keys: ["?"],
    run: ({ show }) => show("shortcuts"),
  },
];
