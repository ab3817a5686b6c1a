import { ChevronDown } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../ui/DropdownMenu.tsx";
import { clockTime } from "../data/clock-time.ts";
import { useStepForm } from "../step-form-context.tsx";

/** With which values the fields of the step are shown. */
export function PreviewSwitch() {
  const { preview, openData } = useStepForm();
  const { use, ran_at, choose } = preview;
  const shown = use === "last_run" && ran_at ? `run ${clockTime(ran_at)}` : "sample";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Preview with ${shown}`}
        className="-mr-1 flex shrink-0 items-center gap-0.5 rounded-md px-1 text-muted hover:bg-hover hover:text-text"
      >
        {shown}
        <ChevronDown aria-hidden className="size-3" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Preview with</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={use}
          onValueChange={(next) => choose(next === "sample" ? "sample" : "last_run")}
        >
          <DropdownMenuRadioItem value="last_run" disabled={ran_at === null}>
            {ran_at ? `Last run ${clockTime(ran_at)}` : "Last run (there is none yet)"}
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="sample">Sample</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          onSelect={() => {
            choose("sample");
            openData();
          }}
        >
          Edit the sample
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
