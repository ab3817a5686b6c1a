// Where in a segment a place in the text is, told by the syntax tree, also while the text is not yet JSON.
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

type SyntaxNode = ReturnType<typeof syntaxTree>["topNode"];

export type TextPlace = {
  /** Keys and indexes down to the value, or down to the object while a key is written. */
  readonly tokens: readonly string[];
  readonly writes: "key" | "value";
  /** What a completion replaces. */
  readonly from: number;
  readonly to: number;
  /** The object around: its keys are taken. */
  readonly object: SyntaxNode | null;
  /** Whether a colon follows already. */
  readonly hasValue: boolean;
};

const VALUES = new Set(["String", "Number", "True", "False", "Null"]);

export function placeInText(state: EditorState, pos: number): TextPlace | null {
  const node = nodeAt(state, pos);
  const parent = node.parent;
  const here = { from: pos, to: pos, hasValue: false };
  if (node.name === "PropertyName" && parent) {
    const object = parent.parent;
    const hasValue = /^\s*:/.test(state.sliceDoc(node.to, node.to + 20));
    return { tokens: path(state, object), writes: "key", from: node.from, to: node.to, object, hasValue };
  }
  if (VALUES.has(node.name)) {
    const span = { from: node.from, to: node.to, hasValue: true };
    return { ...span, tokens: path(state, node), writes: "value", object: objectAround(node) };
  }
  if (node.name === "Object" && pos > node.from) {
    return { ...here, tokens: path(state, node), writes: "key", object: node };
  }
  if (node.name === "Property") {
    return { ...here, tokens: path(state, node), writes: "value", object: node.parent };
  }
  if (node.name === "Array" && pos > node.from) {
    const index = String(items(node).filter((item) => item.to <= pos).length);
    return { ...here, tokens: [...path(state, node), index], writes: "value", object: objectAround(node) };
  }
  return null;
}

function nodeAt(state: EditorState, pos: number): SyntaxNode {
  const node = syntaxTree(state).resolveInner(pos, -1);
  return node.type.isError && node.parent ? node.parent : node;
}

/** Keys and indexes from the root down to a node. */
function path(state: EditorState, node: SyntaxNode | null): string[] {
  const tokens: string[] = [];
  for (let at = node; at; at = at.parent) {
    const around = at.parent;
    if (at.name === "Property") tokens.push(keyOf(state, at));
    else if (around?.name === "Array") {
      const start = at.from;
      tokens.push(String(items(around).filter((item) => item.from < start).length));
    }
  }
  return tokens.reverse();
}

function items(array: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) {
    if (!child.type.isError && child.name !== "[" && child.name !== "]" && child.name !== ",")
      found.push(child);
  }
  return found;
}

function objectAround(node: SyntaxNode): SyntaxNode | null {
  for (let at = node.parent; at; at = at.parent) if (at.name === "Object") return at;
  return null;
}

function keyOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  return name ? unquoted(state.sliceDoc(name.from, name.to)) : "";
}

export function unquoted(written: string): string {
  return written.replace(/^"/, "").replace(/"$/, "");
}

/** The keys of an object, with their texts where the values are texts. */
export function membersOf(state: EditorState, object: SyntaxNode | null): Map<string, string> {
  const members = new Map<string, string>();
  for (const property of object?.getChildren("Property") ?? []) {
    const value = property.getChild("String");
    members.set(keyOf(state, property), value ? unquoted(state.sliceDoc(value.from, value.to)) : "");
  }
  return members;
}

/** The object of the list that a place is in, such as the step around a field of its config. */
export function itemObject(state: EditorState, object: SyntaxNode | null, depth: number): SyntaxNode | null {
  let at = object;
  while (at && path(state, at).length > depth) at = objectAround(at);
  return at;
}
