import { CircleHelp } from "lucide-react";
import { IconButton } from "../ui/IconButton.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/Popover.tsx";
import { MarkdownLater } from "./MarkdownLater.tsx";

/** What the step type says about itself. */
export function StepDocs({ name, docs }: { name: string; docs: string }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <IconButton label={`About ${name}`} size="sm">
          <CircleHelp />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={`About ${name}`}
        tabIndex={0}
        className="max-h-120 w-96 overflow-y-auto px-4"
      >
        <h3 className="mb-1 font-semibold text-base">{name}</h3>
        <MarkdownLater text={docs} />
      </PopoverContent>
    </Popover>
  );
}
