// What one person looks for in one open segment. Nothing is searched while the panel is closed.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Editor } from "../store/editor.ts";
import { type FindResult, findInSegment, type Match, NOTHING_FOUND } from "./find-in-segment.ts";
import { EMPTY_QUERY, type FindQuery } from "./find-query.ts";
import { planReplace, type ReplacePlan } from "./replace-matches.ts";

export type FindState = {
  readonly open: boolean;
  readonly query: FindQuery;
  readonly replacing: boolean;
  readonly replacement: string;
  readonly result: FindResult;
  /** Steps with a match. */
  readonly found: ReadonlySet<string>;
  /** Index of the match that was gone to last; -1 before the first. */
  readonly current: number;
  /** Counts up when the panel is asked for again, so that it takes the focus. */
  readonly asked: number;
};

const NO_STEPS: ReadonlySet<string> = new Set();
const CLOSED: FindState = {
  open: false,
  query: EMPTY_QUERY,
  replacing: false,
  replacement: "",
  result: NOTHING_FOUND,
  found: NO_STEPS,
  current: -1,
  asked: 0,
};

export class Find {
  readonly state: StoreApi<FindState> = createStore<FindState>(() => CLOSED);
  private readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
    editor.document.subscribe(() => this.search());
  }

  /** `text` is what was selected when the panel was asked for. */
  show = ({ text = "", replacing = false }: { text?: string; replacing?: boolean } = {}): void => {
    const { asked, query, replacing: shown } = this.state.getState();
    const wanted = text === "" ? query : { ...query, text };
    this.state.setState({ open: true, asked: asked + 1, query: wanted, replacing: replacing || shown });
    this.search();
  };

  close = (): void =>
    this.state.setState({ open: false, result: NOTHING_FOUND, found: NO_STEPS, current: -1 });

  ask = (change: Partial<FindQuery>): void => {
    this.state.setState(({ query }) => ({ query: { ...query, ...change }, current: -1 }));
    this.search();
  };

  /** The match to go to, `by` places on from the current one and around the ends; null where there is none. */
  walk = (by: 1 | -1): Match | null => {
    const { result, current } = this.state.getState();
    const count = result.matches.length;
    if (count === 0) return null;
    const from = current === -1 && by === -1 ? 0 : current;
    return this.pick((from + by + count) % count);
  };

  pick = (current: number): Match | null => {
    this.state.setState({ current });
    return this.state.getState().result.matches[current] ?? null;
  };

  /** Replaces the current match, or all of them, as one entry of the history. */
  replace = (what: "current" | "all"): ReplacePlan | null => {
    const { result, current, replacement, query } = this.state.getState();
    const one = result.matches[current];
    const matches = what === "all" ? result.matches : one ? [one] : [];
    if (matches.length === 0) return null;
    const replacing = { matches, replacement, pattern: query.pattern };
    const plan = planReplace(this.editor.segment, replacing, this.editor.catalog);
    const label = what === "all" ? `Replace ${plan.replaced}` : "Replace";
    this.editor.commit(() => plan.segment, { label });
    return plan;
  };

  private search(): void {
    const { open, query, result: last, current } = this.state.getState();
    if (!open) return;
    const { segment, catalog } = this.editor;
    const result = findInSegment(segment, query, catalog);
    const found = stepsOf(result.matches);
    this.state.setState(({ found: before }) => ({
      result,
      found: sameSet(before, found) ? before : found,
      current: keptCurrent(last.matches[current], result.matches, current),
    }));
  }
}

const finds = new WeakMap<Editor, Find>();

/** The search of an open segment; the same one for as long as its editor lives. */
export function findOf(editor: Editor): Find {
  const find = finds.get(editor) ?? new Find(editor);
  finds.set(editor, find);
  return find;
}

function stepsOf(matches: readonly Match[]): ReadonlySet<string> {
  const steps = new Set<string>();
  for (const { owner } of matches) if (owner.kind === "step") steps.add(owner.step_id);
  return steps;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

/** The same match where it still is; else the place before it, so that the next one comes next. */
function keptCurrent(match: Match | undefined, matches: readonly Match[], current: number): number {
  if (!match) return Math.min(current, matches.length - 1);
  const same = matches.findIndex(
    ({ pointer, start, text }) => pointer === match.pointer && start === match.start && text === match.text,
  );
  return same === -1 ? Math.min(current, matches.length) - 1 : same;
}
