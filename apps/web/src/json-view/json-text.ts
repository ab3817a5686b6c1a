// The text of one open segment: what stands in the pane, and whether the canvas has it.
import { exportSegment } from "@worktrail/shared/segment/canonical";
import { applyDiff, diffSegments, type SegmentDiff } from "@worktrail/shared/segment/diff";
import type { Segment } from "@worktrail/shared/segment/schema";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Editor } from "../store/editor.ts";
import { readPaneText, type TextProblem } from "./read-pane-text.ts";
import { setFromText } from "./set-from-text.ts";
import { type TextChange, textChanges } from "./text-changes.ts";

/** How long a pause in the typing is before the text is read. */
export const READ_AFTER_MS = 350;

export type TextPhase =
  /** The canvas has what the text says. */
  | { readonly name: "in_step" }
  /** There was typing since; the text is read after a pause. */
  | { readonly name: "typing" }
  /** The text is no segment. The canvas keeps the last one that was. */
  | { readonly name: "broken"; readonly problems: readonly TextProblem[] }
  /** The text can be read, and the canvas changed since it left: a person has to choose. */
  | { readonly name: "apart"; readonly segment: Segment; readonly both: boolean };

export type JsonTextState = {
  readonly phase: TextPhase;
  /** The canvas changed since the text left it. */
  readonly moved: boolean;
};

/** What shows the text; there is none while the pane is closed. */
export interface TextView {
  change(changes: readonly TextChange[]): void;
}

const IN_STEP: JsonTextState = { phase: { name: "in_step" }, moved: false };

export class JsonText {
  readonly state: StoreApi<JsonTextState> = createStore<JsonTextState>(() => IN_STEP);
  private readonly editor: Editor;
  private readonly kept: TextKeeper;
  private read: () => string;
  private view: TextView | null = null;
  private base: Segment;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private committing = false;

  constructor(editor: Editor, kept: TextKeeper) {
    this.editor = editor;
    this.kept = kept;
    this.base = editor.segment;
    const left = kept.read();
    this.read = () => left ?? exportSegment(editor.segment);
    if (left !== null && left !== exportSegment(editor.segment)) {
      // Of what the canvas was when this text left it, nothing is known any more.
      this.state.setState({ phase: { name: "typing" }, moved: true });
      this.flush();
    }
    editor.document.subscribe(() => this.noticeCanvas());
  }

  get text(): string {
    return this.inStep && !this.view ? exportSegment(this.editor.segment) : this.read();
  }

  get inStep(): boolean {
    return this.state.getState().phase.name === "in_step";
  }

  /** Begins to show the text; the answer ends it and keeps what was not taken over. */
  show(view: TextView): () => void {
    const { text } = this;
    this.read = () => text;
    this.view = view;
    return () => {
      this.flush();
      const last = this.read();
      this.read = () => last;
      this.view = null;
    };
  }

  /** The person changed the text. `read` gives it when it is needed. */
  typed(read: () => string): void {
    this.read = read;
    if (this.inStep) this.base = this.editor.segment;
    if (this.state.getState().phase.name !== "typing") this.state.setState({ phase: { name: "typing" } });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), READ_AFTER_MS);
  }

  /** Reads what was typed now: the canvas takes it, or it stays with what is wrong with it. */
  flush = (): void => {
    clearTimeout(this.timer);
    const { phase, moved } = this.state.getState();
    if (phase.name !== "typing") return;
    const text = this.read();
    const found = readPaneText(text, this.editor.segment.segment_id);
    if (!found.ok) {
      this.kept.write(text);
      this.state.setState({ phase: { name: "broken", problems: found.problems } });
    } else if (!moved) this.take(found.segment);
    else this.part(text, found.segment);
  };

  /** Writes the text as it is exported, when a person has left it. */
  tidy = (): void => {
    this.flush();
    if (this.inStep) this.rewrite();
  };

  /** Gives up what was typed and shows the canvas. */
  discard = (): void => {
    clearTimeout(this.timer);
    this.settle();
    this.rewrite();
  };

  /** Makes the canvas what the text says, whatever changed there. */
  useText = (): void => {
    const { phase } = this.state.getState();
    if (phase.name === "apart") this.take(phase.segment);
  };

  /** Takes the text and then what changed on the canvas; offered where they changed different things. */
  useBoth = (): void => {
    const { phase } = this.state.getState();
    if (phase.name !== "apart" || !phase.both) return;
    const canvas = diffSegments(this.base, this.editor.segment);
    this.take(applyDiff(phase.segment, canvas));
    this.rewrite();
  };

  private part(text: string, segment: Segment): void {
    const canvas = diffSegments(this.base, this.editor.segment);
    const both = isApart(diffSegments(this.base, segment), canvas);
    if (exportSegment(segment) === exportSegment(this.editor.segment)) {
      this.settle();
      return;
    }
    this.kept.write(text);
    this.state.setState({ phase: { name: "apart", segment, both } });
  }

  private take(segment: Segment): void {
    this.committing = true;
    this.editor.commit(setFromText(segment), { label: "Edit JSON", merge_key: "json" });
    this.committing = false;
    this.settle();
  }

  private settle(): void {
    this.kept.forget();
    this.base = this.editor.segment;
    this.state.setState(IN_STEP);
  }

  private noticeCanvas(): void {
    if (this.committing) return;
    if (this.inStep) this.rewrite();
    else this.state.setState({ moved: true });
    if (this.state.getState().phase.name === "apart") {
      this.state.setState({ phase: { name: "typing" } });
      this.flush();
    }
  }

  private rewrite(): void {
    if (!this.view) return;
    const next = exportSegment(this.editor.segment);
    const changes = textChanges(this.read(), next);
    this.read = () => next;
    if (changes.length > 0) this.view.change(changes);
  }
}

/** Where a text that was not taken over outlives the page. */
export interface TextKeeper {
  read(): string | null;
  write(text: string): void;
  forget(): void;
}

/** Whether two changes of one segment touch nothing in common. */
function isApart(one: SegmentDiff, other: SegmentDiff): boolean {
  if (one.fields && other.fields) return false;
  return (["steps", "edges", "notes", "groups"] as const).every((list) => {
    const [mine, theirs] = [one[list], other[list]];
    if (!mine || !theirs) return true;
    const touched = new Set([mine.added, mine.updated, mine.removed].flatMap(Object.keys));
    return ![theirs.added, theirs.updated, theirs.removed]
      .flatMap(Object.keys)
      .some((key) => touched.has(key));
  });
}
