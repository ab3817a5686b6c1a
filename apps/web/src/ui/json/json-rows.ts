// A value as the lines of a tree: only what is open has lines, so that megabytes cost what is looked at.
import { isJsonObject, type JsonValue } from "@worktrail/shared/json";

export type JsonKey = string | number;
/** Keys and positions down to a value; empty for the whole. */
export type JsonPath = readonly JsonKey[];

type RowBase = {
  /** Unlike that of every other line, and the same from drawing to drawing. */
  id: string;
  /** From 1. */
  level: number;
  path: JsonPath;
  value: JsonValue;
  /** Null where there is nothing to open. */
  open: boolean | null;
  /** Among its siblings, from 1. */
  place: number;
  siblings: number;
};
export type JsonRow =
  | (RowBase & { kind: "value"; name: JsonKey | null; children: number })
  /** A stretch of the children of `path`, both ends from 0 and included. */
  | (RowBase & { kind: "page"; from: number; to: number })
  /** A piece of the long text at `path`. */
  | (RowBase & { kind: "text"; text: string });

/** More children than this come in pages of as many. */
export const PAGE = 1_000;
/** A long text is cut into so many pieces at most; copied and downloaded it is whole. */
const MAX_PIECES = 2_000;
/** Of a level with more, none is open by itself. */
const OPEN_SIBLINGS = 50;

export type RowOptions = {
  /** How many levels are open at first. */
  openDepth: number;
  /** What a person opened and closed, by the line's id. */
  opened: ReadonlyMap<string, boolean>;
  /** How many characters fit into a line: a longer text can be opened. */
  columns: number;
};

export function jsonRows(value: JsonValue, options: RowOptions): JsonRow[] {
  const rows: JsonRow[] = [];
  addValue(rows, options, { path: [], name: null, value, place: 1, siblings: 1, level: 1, inPage: 0 });
  return rows;
}

export function rowId(path: JsonPath, page?: number): string {
  const own = path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return page === undefined ? own : `${own}/~${page}`;
}

/** The lines that have to be open for the line of a value to be there. */
export function idsAbove(root: JsonValue, path: JsonPath): string[] {
  const ids: string[] = [];
  let value: JsonValue | undefined = root;
  for (const [depth, key] of path.entries()) {
    const above = path.slice(0, depth);
    ids.push(rowId(above));
    const size = childCount(value ?? null);
    if (size > PAGE) ids.push(rowId(above, Math.floor(indexOfKey(value ?? null, key) / PAGE) * PAGE));
    value = childAt(value ?? null, key);
  }
  return ids;
}

export function childCount(value: JsonValue): number {
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : 0;
}

export function childAt(value: JsonValue, key: JsonKey): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function valueAt(root: JsonValue, path: JsonPath): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of path) value = value === undefined ? undefined : childAt(value, key);
  return value;
}

function indexOfKey(value: JsonValue, key: JsonKey): number {
  return Array.isArray(value) ? Number(key) : Object.keys(value ?? {}).indexOf(String(key));
}

type Node = {
  path: JsonPath;
  name: JsonKey | null;
  value: JsonValue;
  place: number;
  siblings: number;
  level: number;
  /** Levels that are only pages. */
  inPage: number;
};

function addValue(rows: JsonRow[], options: RowOptions, node: Node): void {
  const { path, name, value, place, siblings, level } = node;
  const id = rowId(path);
  const children = childCount(value);
  const isLong = typeof value === "string" && isLongText(value, options.columns);
  const byDefault = !isLong && path.length < options.openDepth && siblings <= OPEN_SIBLINGS;
  const open = children > 0 || isLong ? (options.opened.get(id) ?? byDefault) : null;
  rows.push({ kind: "value", id, level, path, name, value, children, open, place, siblings });
  if (!open) return;
  if (typeof value === "string") addPieces(rows, options, node, value);
  else if (children > PAGE) addPages(rows, options, node, children);
  else addChildren(rows, options, node, 0, children);
}

function addChildren(rows: JsonRow[], options: RowOptions, node: Node, from: number, end: number): void {
  const { value, path, inPage } = node;
  const keys = Array.isArray(value) ? null : Object.keys(value ?? {}).slice(from, end);
  const siblings = end - from;
  for (let index = from; index < end; index++) {
    const name = keys?.[index - from] ?? index;
    const child = childAt(value, name) ?? null;
    const place = index - from + 1;
    const level = path.length + 2 + inPage;
    addValue(rows, options, { path: [...path, name], name, value: child, place, siblings, level, inPage });
  }
}

function addPages(rows: JsonRow[], options: RowOptions, node: Node, children: number): void {
  const { path, value, level } = node;
  const siblings = Math.ceil(children / PAGE);
  for (let page = 0; page < siblings; page++) {
    const from = page * PAGE;
    const end = Math.min(children, from + PAGE);
    const id = rowId(path, from);
    const open = options.opened.get(id) ?? page === 0;
    const place = page + 1;
    rows.push({
      kind: "page",
      id,
      level: level + 1,
      path,
      value,
      open,
      from,
      to: end - 1,
      place,
      siblings,
    });
    if (open) addChildren(rows, options, { ...node, inPage: node.inPage + 1 }, from, end);
  }
}

export function isLongText(text: string, columns: number): boolean {
  return text.length > columns || text.includes("\n");
}

function addPieces(rows: JsonRow[], { columns }: RowOptions, { path, level }: Node, text: string): void {
  const pieces = piecesOf(text, columns);
  for (const [index, piece] of pieces.entries()) {
    rows.push({
      kind: "text",
      id: `${rowId(path)}/~t${index}`,
      level: level + 1,
      path,
      value: text,
      text: piece,
      open: null,
      place: index + 1,
      siblings: pieces.length,
    });
  }
}

/** Lines of a text, the long ones cut behind a space where there is one. */
function piecesOf(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length && pieces.length < MAX_PIECES) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    if (end - at <= columns) {
      pieces.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    const space = text.lastIndexOf(" ", at + columns);
    const cut = space > at ? space + 1 : at + columns;
    pieces.push(text.slice(at, cut));
    at = cut;
  }
  const rest = text.length - at;
  if (rest > 0)
    pieces.push(`… and ${rest.toLocaleString("en")} characters more. Copy or download the value to get all.`);
  return pieces;
}
