// Puts the slices together: the only writer of the document, the only user of the history.
import { buildGraph, edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Issue } from "@worktrail/shared/segment/issue";
import type { Point, Segment } from "@worktrail/shared/segment/schema";
import { validateInParts, validateSegment } from "@worktrail/shared/segment/validate";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { createStore, type StoreApi } from "zustand/vanilla";
import { placeUnplaced } from "../canvas/auto-place.ts";
import { type CanvasSelection, EMPTY_SELECTION } from "../canvas/selection.ts";
import type { Gesture } from "../gestures/gesture.ts";
import { moveParts } from "../gestures/move.ts";
import { createDocument, type DocumentState } from "./document.ts";
import { EMPTY_HISTORY, type History, record, redo, type Step, seal, undo } from "./history.ts";
import { onlyMoved } from "./only-moved.ts";
import { createSession, type SessionState } from "./session.ts";

export type CommitOptions = {
  /** What was done, in words for the tooltip of Undo: "Rename step". */
  label: string;
  /** Bursts with one key are one entry: `config:<step_id>:<field>` while typing. */
  merge_key?: string;
};

const VALIDATE_AFTER_MS = 120;
const VALIDATE_AT_ONCE_MS = 6;

export class Editor {
  readonly catalog: Catalog;
  readonly document: StoreApi<DocumentState>;
  readonly history: StoreApi<History>;
  readonly session: StoreApi<SessionState>;
  /** What validation says of the drawing, a moment behind it while a person types. */
  readonly problems: StoreApi<{ readonly issues: readonly Issue[] }>;
  private known: { segment: Segment; graph: SegmentGraph; places: ReadonlyMap<string, Point> } | null = null;
  private furtherCheck: ((segment: Segment) => readonly Issue[]) | null = null;
  private validation: ReturnType<typeof setTimeout> | undefined;
  private validated: Segment;

  constructor(segment: Segment, catalog: Catalog) {
    this.catalog = catalog;
    this.document = createDocument(segment);
    this.history = createStore<History>(() => EMPTY_HISTORY);
    this.session = createSession();
    this.problems = createStore(() => ({ issues: validateSegment(segment, catalog) }));
    this.validated = segment;
    this.document.subscribe(() => {
      clearTimeout(this.validation);
      this.validation = setTimeout(() => this.validateInPauses(), VALIDATE_AFTER_MS);
    });
  }

  get segment(): Segment {
    return this.document.getState().segment;
  }

  get graph(): SegmentGraph {
    return this.lookUp().graph;
  }

  /** Where a step is drawn, also when it carries no position. */
  placeOf = (step_id: string): Point => {
    const { graph, places } = this.lookUp();
    return graph.steps.get(step_id)?.step.position ?? places.get(step_id) ?? { x: 0, y: 0 };
  };

  /** Applies a gesture as one entry of the history; false when it changed nothing. */
  commit = (gesture: Gesture, { label, merge_key }: CommitOptions): boolean => {
    const before = this.segment;
    const drawn = gesture(before);
    if (drawn === before) return false;
    const after = settlePlaces(drawn, this.catalog, (step_id) => this.lookUp().places.get(step_id));
    const history = this.history.getState();
    const next = record(history, { before, after, label, merge_key, at: performance.now() });
    if (next === history) return false;
    this.history.setState(next, true);
    this.show(after);
    return true;
  };

  undo = (): string | null => this.walk(undo(this.history.getState(), this.segment));
  redo = (): string | null => this.walk(redo(this.history.getState(), this.segment));
  /** Ends a burst of typing, as when a field is left. */
  seal = (): void => this.history.setState(seal(this.history.getState()), true);

  select = (update: CanvasSelection | ((current: CanvasSelection) => CanvasSelection)): void => {
    const current = this.session.getState().selection;
    const selection = typeof update === "function" ? update(current) : update;
    if (selection !== current) this.session.setState({ selection });
  };

  announce = (announcement: string): void => this.session.setState({ announcement });

  /** Validates now; `problems` is up to date afterwards. */
  validate(): readonly Issue[] {
    clearTimeout(this.validation);
    this.showIssues(validateSegment(this.segment, this.catalog));
    return this.problems.getState().issues;
  }

  /** Rule by rule, so that no frame waits for all of them; an edit meanwhile begins anew. */
  private validateInPauses(): void {
    if (onlyMoved(this.validated, this.segment)) return;
    const parts = validateInParts(this.segment, this.catalog);
    const goOn = () => {
      const until = performance.now() + VALIDATE_AT_ONCE_MS;
      do {
        const part = parts.next();
        if (part.done) return this.showIssues(part.value);
      } while (performance.now() < until);
      this.validation = setTimeout(goOn);
    };
    goOn();
  }

  private showIssues(issues: readonly Issue[]): void {
    this.validated = this.segment;
    const more = this.furtherCheck?.(this.segment) ?? [];
    this.problems.setState({ issues: more.length > 0 ? [...issues, ...more] : issues });
  }

  /** A check of what the drawing alone does not tell; null ends it. */
  alsoCheck(check: ((segment: Segment) => readonly Issue[]) | null): void {
    if (check === this.furtherCheck) return;
    this.furtherCheck = check;
    this.validate();
  }

  private walk(step: Step | null): string | null {
    if (!step) return null;
    const before = this.graph;
    this.history.setState(step.history, true);
    this.show(step.segment);
    const back = step.segment.steps.filter(({ step_id }) => !before.steps.has(step_id));
    if (back.length > 0) this.select({ ...EMPTY_SELECTION, steps: new Set(back.map((one) => one.step_id)) });
    return step.label;
  }

  private show(segment: Segment): void {
    this.document.setState({ segment });
    this.select((selection) => pruned(selection, segment));
  }

  private lookUp() {
    const { segment, catalog } = this;
    if (this.known?.segment !== segment) {
      this.known = { segment, graph: buildGraph(segment, catalog), places: placeUnplaced(segment, catalog) };
    }
    return this.known;
  }
}

/**
 * The first change to a drawing without positions writes down where its steps were drawn; otherwise they would
 * jump whenever an edge changes.
 */
function settlePlaces(
  segment: Segment,
  catalog: Catalog,
  drawnAt: (step_id: string) => Point | undefined,
): Segment {
  const unplaced = segment.steps.filter((step) => !step.position);
  if (unplaced.length === 0) return segment;
  const fallback = placeUnplaced(segment, catalog);
  const steps = new Map<string, Point>();
  for (const { step_id } of unplaced) {
    const at = drawnAt(step_id) ?? fallback.get(step_id);
    if (at) steps.set(step_id, at);
  }
  return moveParts({ steps })(segment);
}

/** Without what is no longer there. */
function pruned(selection: CanvasSelection, segment: Segment): CanvasSelection {
  const steps = new Set(segment.steps.map((step) => step.step_id));
  const edges = new Set((segment.edges ?? []).map(edgeKey));
  const notes = new Set((segment.notes ?? []).map((note) => note.note_id));
  const next = {
    steps: kept(selection.steps, steps),
    edges: kept(selection.edges, edges),
    notes: kept(selection.notes, notes),
  };
  const same =
    next.steps === selection.steps && next.edges === selection.edges && next.notes === selection.notes;
  return same ? selection : next;
}

function kept(chosen: ReadonlySet<string>, present: ReadonlySet<string>): ReadonlySet<string> {
  const left = [...chosen].filter((id) => present.has(id));
  return left.length === chosen.size ? chosen : new Set(left);
}
