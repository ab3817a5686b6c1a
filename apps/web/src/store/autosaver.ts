// Performs what the autosave machine asks for: timers, the request, the draft in this browser.
import { assertNever } from "@worktrail/shared/errors";
import type { Segment } from "@worktrail/shared/segment/schema";
import { createStore, type StoreApi } from "zustand/vanilla";
import { replaceContents } from "../gestures/replace-contents.ts";
import {
  type AutosaveEffect,
  type AutosaveEvent,
  type AutosaveState,
  autosave,
  hasUnsaved,
  initialAutosave,
  type SaveFailure,
} from "./autosave.ts";
import type { Draft, DraftStore } from "./drafts.ts";
import type { Editor } from "./editor.ts";
import { registerWork } from "./unsaved-work.ts";

export type SaveSegment = (input: {
  segment: Segment;
  base_revision: number;
}) => Promise<{ revision: number }>;

export type AutosaverOptions = {
  editor: Editor;
  revision: number;
  draft_key: string;
  drafts: DraftStore;
  save: SaveSegment;
  /** What a rejected `save` means. */
  explain: (error: unknown) => SaveFailure;
};

const DRAFT_AFTER_MS = 200;

export class Autosaver {
  readonly state: StoreApi<AutosaveState>;
  readonly page_id = crypto.randomUUID();
  private readonly options: AutosaverOptions;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private draftTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(options: AutosaverOptions) {
    this.options = options;
    this.state = createStore<AutosaveState>(() => initialAutosave(options.revision));
  }

  /** Begins to watch the document; the answer stops it. */
  start(): () => void {
    const retry = () => this.tell({ type: "due", at: Date.now() });
    const leave = () => void this.writeDraft();
    window.addEventListener("online", retry);
    window.addEventListener("pagehide", leave);
    const unsubscribe = this.options.editor.document.subscribe(() => this.noticeEdit());
    this.stops.push(unsubscribe, () => window.removeEventListener("online", retry));
    this.stops.push(() => window.removeEventListener("pagehide", leave), registerWork(this));
    return () => this.stop();
  }

  /** Saves what is unsaved without waiting; true once the server has everything. */
  flush(): Promise<boolean> {
    this.tell({ type: "flush" });
    return new Promise((resolve) => {
      const look = () => {
        const { name } = this.state.getState().phase;
        if (name === "saving") return;
        if (name === "unsaved") return this.tell({ type: "flush" });
        stop();
        resolve(name === "saved");
      };
      const stop = this.state.subscribe(look);
      look();
    });
  }

  /** Ends a conflict: saves the drawing, or `merged` in its place, on top of the revision that a person saw. */
  resolve(revision: number, merged?: Segment): void {
    if (merged) this.replace(merged, "Bring both together");
    this.tell({ type: "resolved", revision });
  }

  /** Shows the server's state in place of the drawing; undo brings back what was drawn here. */
  load(segment: Segment, revision: number, label: string): void {
    this.replace(segment, label);
    this.tell({ type: "loaded", revision });
  }

  /**
   * Shows unsaved edits of an earlier visit; they become this page's. Where others saved since then, saving them
   * is a conflict.
   */
  async resume({ segment, base_revision, page_id }: Draft): Promise<void> {
    this.tell({ type: "rebased", revision: base_revision });
    this.options.editor.commit(replaceContents(segment), { label: "Restore unsaved edits" });
    await this.writeDraft();
    const { drafts, draft_key } = this.options;
    await drafts.remove(draft_key, page_id).catch(reportDraft);
  }

  private replace(segment: Segment, label: string): void {
    this.ignoring = true;
    this.options.editor.commit(replaceContents(segment), { label });
    this.ignoring = false;
  }

  get unsaved(): boolean {
    return hasUnsaved(this.state.getState());
  }

  private ignoring = false;

  private noticeEdit(): void {
    if (this.ignoring) return;
    this.tell({ type: "edited", at: Date.now() });
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => void this.writeDraft(), DRAFT_AFTER_MS);
  }

  private tell(event: AutosaveEvent): void {
    const { state, effects } = autosave(this.state.getState(), event);
    this.state.setState(state, true);
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: AutosaveEffect): void {
    switch (effect.type) {
      case "wait":
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.tell({ type: "due", at: Date.now() }), effect.ms);
        return;
      case "send":
        clearTimeout(this.timer);
        void this.send(effect.base_revision);
        return;
      case "forget_draft":
        clearTimeout(this.draftTimer);
        void this.forgetDraft();
        return;
      default:
        assertNever(effect);
    }
  }

  private async send(base_revision: number): Promise<void> {
    const { save, explain, editor } = this.options;
    try {
      const { revision } = await save({ segment: editor.segment, base_revision });
      this.tell({ type: "saved", revision, at: Date.now() });
    } catch (error) {
      this.tell({ type: "failed", failure: explain(error) });
    }
  }

  private async writeDraft(): Promise<void> {
    if (!this.unsaved) return;
    const { editor, drafts, draft_key } = this.options;
    const { revision } = this.state.getState();
    const edited_at = new Date().toISOString();
    const draft = { segment: editor.segment, base_revision: revision, edited_at, page_id: this.page_id };
    await drafts.write(draft_key, draft).catch(reportDraft);
  }

  private async forgetDraft(): Promise<void> {
    const { drafts, draft_key } = this.options;
    await drafts.remove(draft_key, this.page_id).catch(reportDraft);
  }

  private stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.draftTimer);
    for (const stop of this.stops.splice(0)) stop();
    if (this.unsaved) {
      void this.writeDraft();
      this.tell({ type: "flush" });
    }
  }
}

/** A browser without room for drafts still saves to the server; there is nothing a person could do here. */
function reportDraft(error: unknown): void {
  console.warn("The unsaved edits could not be kept in this browser.", error);
}
