// What every step and edge of one canvas needs to know and that rarely changes.
import type { Edge } from "@worktrail/shared/segment/schema";
import { createContext, useContext } from "react";
import type { Size } from "./node-geometry.ts";

/** From 50 % on everything, from 25 % on icon and name, below that a coloured block. */
export type DetailLevel = "full" | "brief" | "block";

export function detailAt(zoom: number): DetailLevel {
  if (zoom >= 0.5) return "full";
  return zoom >= 0.25 ? "brief" : "block";
}

/** The port from which an edge is being drawn. */
export type OpenPort = { readonly step_id: string; readonly port_id: string; readonly kind: "in" | "out" };

export type Refusal = { readonly code: string; readonly message: string };

export type CanvasActions = {
  /** Why these two ports cannot be joined, or null. */
  refusal: (edge: Edge) => Refusal | null;
  rename: (step_id: string, name: string) => void;
  setNoteText: (note_id: string, text: string) => void;
  resizeNote: (note_id: string, size: Size) => void;
  renameGroup: (group_id: string, title: string) => void;
};

export type CanvasContextValue = {
  readonly mode: "edit" | "run";
  readonly actions: CanvasActions | null;
};

export const CanvasContext = createContext<CanvasContextValue>({ mode: "run", actions: null });
export const DetailContext = createContext<DetailLevel>("full");
export const OpenPortContext = createContext<OpenPort | null>(null);
export type Renaming = { node_id: string | null; start: (node_id: string) => void; stop: () => void };
/** The step whose name, or the note whose text, is being edited in place. */
export const RenamingContext = createContext<Renaming>({ node_id: null, start: () => {}, stop: () => {} });

export const useCanvas = (): CanvasContextValue => useContext(CanvasContext);
export const useDetail = (): DetailLevel => useContext(DetailContext);
export const useOpenPort = (): OpenPort | null => useContext(OpenPortContext);
export const useRenaming = (): Renaming => useContext(RenamingContext);

/** The edge that would join the open port and another, or null where both are of one kind. */
export function edgeBetween(open: OpenPort, other: OpenPort): Edge | null {
  if (open.kind === other.kind) return null;
  const [source, target] = open.kind === "out" ? [open, other] : [other, open];
  return {
    source_step: source.step_id,
    source_port: source.port_id,
    target_step: target.step_id,
    target_port: target.port_id,
  };
}
