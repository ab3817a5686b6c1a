// What the arrow keys mean in a tree, as everywhere.
import type { JsonRow } from "./json-rows.ts";

export type TreeStep = { kind: "go"; index: number } | { kind: "toggle"; index: number };

const PAGE_ROWS = 18;

/** Null: the key means nothing here. */
export function treeStep(key: string, rows: readonly JsonRow[], at: number): TreeStep | null {
  const row = rows[at];
  const go = (index: number): TreeStep => ({
    kind: "go",
    index: Math.max(0, Math.min(rows.length - 1, index)),
  });
  if (!row) return key === "ArrowDown" || key === "ArrowUp" || key === "Home" ? go(0) : null;
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE_ROWS);
    case "PageUp":
      return go(at - PAGE_ROWS);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (row.open === false) return { kind: "toggle", index: at };
      return row.open ? go(at + 1) : null;
    case "ArrowLeft":
      return row.open ? { kind: "toggle", index: at } : go(parentOf(rows, at));
    case "Enter":
    case " ":
      return row.open === null ? null : { kind: "toggle", index: at };
    default:
      return null;
  }
}

function parentOf(rows: readonly JsonRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let index = at - 1; index >= 0; index--) if ((rows[index]?.level ?? 0) < level) return index;
  return at;
}
