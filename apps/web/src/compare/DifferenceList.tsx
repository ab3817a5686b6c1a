import type { Side, StepComparison } from "@worktrail/shared/run/compare-runs";
import { ChevronRight } from "lucide-react";
import { memo, type ReactNode, useDeferredValue, useEffect, useRef } from "react";
import { cn } from "../ui/cn.ts";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { type Comparing, nameOfStep, useComparing } from "./compare-context.tsx";
import { runInWords, SIDES, sideLetters, statusInWords, statusOf, stepInWords } from "./compare-words.ts";
import type { Compared } from "./comparison-store.ts";
import { isPlace, listedSteps, type Place, rowsWithin, WHOLE_RUN } from "./difference-walk.ts";
import { RunDifference } from "./RunDifference.tsx";
import { StepDifference } from "./StepDifference.tsx";

export interface DifferenceListProps {
  compared: Compared;
  onlyDifferences: boolean;
}

/** More than is in sight; the rest follows as the browser finds time. */
const FIRST_ROWS = 60;

/** The runs as a whole and their steps, each with what differs; the open one shows its values. */
export function DifferenceList({ compared, onlyDifferences }: DifferenceListProps) {
  const comparing = useComparing();
  const { place, show } = comparing;
  const { run } = compared;
  const steps = listedSteps(run, onlyDifferences);
  // One that is looked at stays, even where it is no difference.
  const looked = place?.step_id ? compared.steps.get(place.step_id) : undefined;
  const listed = looked && !steps.includes(looked) ? [looked, ...steps] : steps;
  const rows = rowsWithin(listed, useDeferredValue(listed.length, FIRST_ROWS), looked);
  return (
    <ul aria-label="Differences" className="flex flex-col">
      <DifferenceRow
        place={WHOLE_RUN}
        title="The runs as a whole"
        words={runInWords(run)}
        differs={run.verdict === "differs"}
        open={isPlace(place, WHOLE_RUN)}
        show={show}
      >
        {isPlace(place, WHOLE_RUN) && <RunDifference compared={compared} onlyDifferences={onlyDifferences} />}
      </DifferenceRow>
      {rows.map((step) => (
        <StepRow
          key={step.step_id}
          step={step}
          name={nameOfStep(comparing, step.step_id)}
          show={show}
          // Only the open row needs both runs; the others are drawn again when their own comparison changes.
          compared={place?.step_id === step.step_id ? compared : null}
          onlyDifferences={onlyDifferences}
        />
      ))}
    </ul>
  );
}

interface StepRowProps {
  step: StepComparison;
  name: string;
  show: Comparing["show"];
  compared: Compared | null;
  onlyDifferences: boolean;
}

const StepRow = memo(function StepRow({ step, name, show, compared, onlyDifferences }: StepRowProps) {
  return (
    <DifferenceRow
      place={{ step_id: step.step_id }}
      title={name}
      id={name === step.step_id ? null : step.step_id}
      words={stepInWords(step)}
      differs={step.verdict === "differs"}
      open={compared !== null}
      show={show}
      aside={SIDES.map((side) => <SideIcon key={side} side={side} of={step[side]} />)}
    >
      {compared && (
        <StepDifference compared={compared} step={step} name={name} onlyDifferences={onlyDifferences} />
      )}
    </DifferenceRow>
  );
});

function SideIcon({ side, of }: { side: Side; of: StepComparison[Side] }) {
  const status = statusOf(of);
  const words = `${sideLetters[side]}: ${statusInWords(of)}`;
  return (
    <span className="flex items-center" title={words}>
      {status ? (
        <StatusIcon status={status} className="size-3.5" />
      ) : (
        <span aria-hidden className="w-3.5 text-center text-muted">
          –
        </span>
      )}
      <span className="sr-only">, {words}</span>
    </span>
  );
}

interface DifferenceRowProps {
  place: Place;
  title: string;
  /** Tells steps of one name from each other. */
  id?: string | null;
  words: string;
  differs: boolean;
  open: boolean;
  show: Comparing["show"];
  aside?: ReactNode;
  children: ReactNode;
}

function DifferenceRow(props: DifferenceRowProps) {
  const { place, title, id, words, differs, open, show, aside, children } = props;
  const row = useRef<HTMLLIElement>(null);
  // The first row is in sight when the page opens; to look for it would lay all of the page out at once.
  const inSight = useRef(open && place.step_id === null);
  useEffect(() => {
    if (open && !inSight.current) row.current?.scrollIntoView({ block: "nearest" });
    inSight.current = false;
  }, [open]);
  return (
    <li
      ref={row}
      data-difference={place.step_id ?? "run"}
      data-differs={differs || undefined}
      // A list of a thousand lays out what is in sight.
      className="scroll-mt-10 border-line border-b [contain-intrinsic-size:auto_48px] [content-visibility:auto]"
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => show(open ? null : place)}
        className="flex w-full items-center gap-2 px-3 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 text-muted transition-transform duration-100", open && "rotate-90")}
        />
        <span className="min-w-0 flex-1">
          <span className={cn("block truncate text-sm", differs && "font-medium")}>
            {title}
            {id && <code className="ml-2 font-mono font-normal text-muted text-xs">{id}</code>}
          </span>
          <span className={cn("block truncate text-xs", differs ? "text-warning-text" : "text-muted")}>
            {words}
          </span>
        </span>
        {aside && <span className="flex shrink-0 gap-1.5">{aside}</span>}
      </button>
      {children}
    </li>
  );
}
