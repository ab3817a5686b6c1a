// What the publish button says, from what is known of the server, the drawing and the last try.
import { assertNever } from "@worktrail/shared/errors";
import { counted } from "../ui/counted.ts";

export type PublishFacts = {
  /** False until the server has said what is published. */
  readonly known: boolean;
  readonly published_revision: number | null;
  /** Changes of the drawing since the published version; null while they are being counted. */
  readonly changes: { readonly count: number; readonly executes: boolean } | null;
  readonly errors: number;
  readonly publishing: boolean;
  readonly failure: string | null;
};

export type PublishState =
  | { readonly name: "loading" }
  | { readonly name: "publishing" }
  | { readonly name: "failed"; readonly message: string }
  | { readonly name: "invalid"; readonly errors: number }
  | { readonly name: "unpublished" }
  | { readonly name: "published"; readonly revision: number }
  | {
      readonly name: "changed";
      readonly revision: number;
      readonly count: number;
      readonly executes: boolean;
    };

export function publishState(facts: PublishFacts): PublishState {
  const { known, published_revision, changes, errors, publishing, failure } = facts;
  if (publishing) return { name: "publishing" };
  if (!known) return { name: "loading" };
  if (failure !== null) return { name: "failed", message: failure };
  const same = published_revision !== null && changes?.count === 0;
  if (errors > 0 && !same) return { name: "invalid", errors };
  if (published_revision === null) return { name: "unpublished" };
  if (changes === null) return { name: "loading" };
  if (changes.count === 0) return { name: "published", revision: published_revision };
  return { name: "changed", revision: published_revision, ...changes };
}

export type PublishWords = {
  /** On the button. */
  readonly word: string;
  /** In the tooltip: what the state means and what a click does. */
  readonly help: string;
};

export function publishWords(state: PublishState): PublishWords {
  switch (state.name) {
    case "loading":
      return { word: "Publish", help: "Looking up what is published…" };
    case "publishing":
      return { word: "Publishing…", help: "On its way to the server." };
    case "failed":
      return { word: "Could not publish", help: `${state.message} Click to try again.` };
    case "invalid":
      return {
        word: "Publish",
        help: `${counted(state.errors, "problem")} must be solved before this can be published. Click to see them.`,
      };
    case "unpublished":
      return { word: "Publish", help: "Not published yet." };
    case "published":
      return { word: "Published", help: `Version ${state.revision} is published, and it is what is drawn.` };
    case "changed":
      return {
        word: "Publish",
        help: `${counted(state.count, "change")} since version ${state.revision}${state.executes ? "" : "; no run would notice"}.`,
      };
    default:
      return assertNever(state);
  }
}
