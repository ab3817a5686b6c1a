import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { Badge } from "../../ui/Badge.tsx";
import { cn } from "../../ui/cn.ts";
import { Input } from "../../ui/Input.tsx";
import { menuItem, menuSurface } from "../../ui/menu-styles.ts";
import { Popover, PopoverAnchor, PopoverContent } from "../../ui/Popover.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { exampleOf, textOf, textValue } from "./field-text.ts";

export type Suggestion = { readonly id: string; readonly note: string };

interface SuggestControlProps extends SchemaControlProps {
  /** What to offer for what is typed. */
  suggest: (typed: string) => readonly Suggestion[];
  /** Said beside the text, as that it stands for a simulation. */
  badge?: string | undefined;
}

/** Free text with suggestions, to be chosen with the mouse or the arrow keys. */
export function SuggestControl(props: SuggestControlProps) {
  const { id, label, schema, value, required, disabled, onChange, suggest, badge } = props;
  const { seal } = useStepForm();
  const list = useId();
  const anchor = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const text = textOf(value);
  const suggestions = open ? suggest(text) : [];
  const choose = (chosen: string | undefined) => {
    if (chosen !== undefined) onChange(chosen);
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setActive(open ? (active + by + suggestions.length) % Math.max(suggestions.length, 1) : 0);
      setOpen(true);
    } else if (open && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      event.stopPropagation();
      choose(event.key === "Enter" ? suggestions[active]?.id : undefined);
    }
  };
  return (
    <Popover open={open && suggestions.length > 0} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div ref={anchor} className="relative">
          <Input
            id={id}
            role="combobox"
            aria-expanded={open && suggestions.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && active >= 0 ? `${list}-${active}` : undefined}
            aria-describedby={props["aria-describedby"]}
            aria-invalid={props["aria-invalid"]}
            aria-required={required || undefined}
            value={text}
            disabled={disabled}
            autoComplete="off"
            spellCheck={false}
            placeholder={exampleOf(schema)}
            className={cn("pr-8 font-mono text-xs", badge && "pr-26")}
            onChange={({ target }) => {
              onChange(textValue(target.value, required));
              setOpen(true);
              setActive(-1);
            }}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onBlur={() => {
              setOpen(false);
              seal();
            }}
          />
          <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center gap-1.5">
            {badge && <Badge>{badge}</Badge>}
            <ChevronDown aria-hidden className="size-4 text-muted" />
          </span>
        </div>
      </PopoverAnchor>
      <PopoverContent
        align="start"
        sideOffset={4}
        className={cn(menuSurface, "w-(--radix-popover-trigger-width)")}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
        }}
        asChild
      >
        <div id={list} role="listbox" aria-label={`Suggestions for ${label.toLowerCase()}`}>
          {suggestions.map((one, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and names the active one.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field handles the keys.
            <div
              key={one.id}
              id={`${list}-${index}`}
              role="option"
              aria-selected={one.id === text}
              data-highlighted={index === active || undefined}
              className={cn(menuItem, "justify-between hover:bg-hover")}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(one.id)}
            >
              <span className="font-mono text-xs">{one.id}</span>
              <span className="text-muted text-xs">{one.note}</span>
            </div>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  );
}
