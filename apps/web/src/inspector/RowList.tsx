import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../ui/Button.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import type { Keyed } from "./use-rows.ts";

export interface RowListProps<Row> {
  /** Names the list: "Headers". */
  label: string;
  /** One of them: "header". */
  noun: string;
  id?: string;
  describedBy?: string | undefined;
  rows: readonly Keyed<Row>[];
  /** Adds a row and gives its id: its first field takes the focus. */
  onAdd: () => number;
  onRemove: (row_id: number) => void;
  /** Rows whose order means something can be moved. */
  onMove?: (row_id: number, by: -1 | 1) => void;
  max?: number;
  disabled?: boolean;
  /** `box` frames each row: for rows of more than one line. */
  look?: "line" | "box";
  children: (row: Row, row_id: number, index: number) => ReactNode;
}

const FIRST_FIELD = "input, textarea, [contenteditable=true]";

/** The frame of every list of rows in the inspector: add, remove, move. */
export function RowList<Row>(props: RowListProps<Row>) {
  const { label, noun, id, describedBy, rows, onAdd, onRemove, onMove, max, disabled, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const fresh = useRef<number | null>(null);
  useEffect(() => {
    if (fresh.current === null) return;
    const row = list.current?.querySelector(`[data-row="${fresh.current}"]`);
    fresh.current = null;
    row?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  });
  const remove = (row_id: number) => {
    onRemove(row_id);
    list.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field around it has the label already.
    <div
      ref={list}
      id={id}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className="flex flex-col gap-1.5"
    >
      {rows.map(({ row, row_id }, index) => (
        <div
          key={row_id}
          data-row={row_id}
          className={
            props.look === "box"
              ? "flex items-start gap-1 rounded-md border border-line bg-surface p-2 pr-1"
              : "flex items-start gap-1"
          }
        >
          <div className="min-w-0 flex-1">{children(row, row_id, index)}</div>
          <div className={props.look === "box" ? "flex flex-col" : "flex h-8 items-center"}>
            <IconButton
              label={`Remove ${noun} ${index + 1}`}
              size="sm"
              disabled={disabled}
              onClick={() => remove(row_id)}
            >
              <X />
            </IconButton>
            {onMove && rows.length > 1 && (
              <>
                <IconButton
                  label={`Move ${noun} ${index + 1} up`}
                  size="sm"
                  disabled={disabled || index === 0}
                  onClick={() => onMove(row_id, -1)}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={`Move ${noun} ${index + 1} down`}
                  size="sm"
                  disabled={disabled || index === rows.length - 1}
                  onClick={() => onMove(row_id, 1)}
                >
                  <ArrowDown />
                </IconButton>
              </>
            )}
          </div>
        </div>
      ))}
      {(max === undefined || rows.length < max) && (
        <Button
          size="sm"
          variant="ghost"
          data-add
          disabled={disabled}
          className="-ml-1 self-start px-1.5"
          onClick={() => {
            fresh.current = onAdd();
          }}
        >
          <Plus aria-hidden /> Add {noun}
        </Button>
      )}
    </div>
  );
}
