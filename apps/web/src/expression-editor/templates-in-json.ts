import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { keymap, tooltips } from "@codemirror/view";
import { expressionCompletions } from "./expression-completions.ts";
import { expressionTheme } from "./expression-theme.ts";
import { tooltipsFollowLayout } from "./follow-layout.ts";
import { hoverHelp } from "./hover-help.ts";
import type { NamesInScope } from "./names-in-scope.ts";
import { placeholderMarks } from "./placeholder-marks.ts";
import { reachableCompletions } from "./reachable-completions.ts";
import { referenceDrop } from "./reference-drop.ts";
import type { ReferenceTargets } from "./reference-targets.ts";

export interface TemplatesInJsonOptions {
  targets: ReferenceTargets;
  label: string;
  names: () => NamesInScope;
  settle: () => void;
}

/** What a JSON editor needs for the `{{ }}` in its texts. */
export function templatesInJson({ targets, label, names, settle }: TemplatesInJsonOptions): Extension {
  return [
    placeholderMarks,
    autocompletion({
      override: [expressionCompletions("template", names)],
      icons: false,
      maxRenderedOptions: 80,
    }),
    Prec.high(keymap.of(completionKeymap)),
    hoverHelp("template", names),
    referenceDrop({ place: "json", targets, label: () => label, settle }),
    tooltips({ parent: document.body }),
    tooltipsFollowLayout,
    reachableCompletions,
    expressionTheme,
  ];
}
