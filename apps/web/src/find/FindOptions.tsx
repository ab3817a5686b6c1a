import { CaseSensitive, Regex, WholeWord } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { IconButton } from "../ui/IconButton.tsx";
import type { FindQuery } from "./find-query.ts";

type Option = "match_case" | "whole_word" | "pattern";
const OPTIONS: readonly { option: Option; label: string; icon: ReactNode }[] = [
  { option: "match_case", label: "Match case", icon: <CaseSensitive /> },
  { option: "whole_word", label: "Whole words", icon: <WholeWord /> },
  { option: "pattern", label: "Regular expression", icon: <Regex /> },
];

export interface FindOptionsProps {
  query: FindQuery;
  onChange: (change: Partial<FindQuery>) => void;
}

export function FindOptions({ query, onChange }: FindOptionsProps) {
  return OPTIONS.map(({ option, label, icon }) => (
    <IconButton
      key={option}
      label={label}
      size="sm"
      tooltipSide="bottom"
      aria-pressed={query[option]}
      onClick={() => onChange({ [option]: !query[option] })}
      className={cn(query[option] && "border-accent bg-accent/10 text-accent-text")}
    >
      {icon}
    </IconButton>
  ));
}
