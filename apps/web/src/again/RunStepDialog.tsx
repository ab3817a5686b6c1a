import type { JsonValue } from "@worktrail/shared/json";
import type { Given } from "@worktrail/shared/run/outcomes";
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { Button } from "../ui/Button.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { type Arrival, arrivalsOf, NOT_JSON, readArrivals, readJson, readsRunInput } from "./arrivals.ts";
import type { PinnedOutputs } from "./pins.ts";
import type { Recorded } from "./recorded-values.ts";

/** What is sent for a step. `takes_over`: the rest is what an earlier run recorded. */
export type StepStart = { given: Given; takes_over: boolean; input?: JsonValue };

export interface RunStepDialogProps {
  graph: SegmentGraph;
  step: GraphStep;
  title: string;
  description: string;
  startLabel: string;
  /** Stands above the button. */
  options?: ReactNode;
  /** Null while it is looked for. `unread`: why it could not be, as a sentence. */
  recorded: { run: Recorded | null; unread?: string | null } | null;
  pinOf: (step_id: string) => PinnedOutputs | null;
  /** What a run works on where nothing is recorded. */
  sampleInput: JsonValue;
  starting: boolean;
  /** Why the last try was refused. */
  refused: string | null;
  onStart: (start: StepStart) => void;
  onClose: () => void;
}

/** Asks what arrives at a step: as it was recorded or pinned, or as a person types it. */
export function RunStepDialog({ title, description, recorded, onClose, ...form }: RunStepDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      size="md"
    >
      {recorded === null ? (
        <Loading label="Looking at the last runs…">
          <Skeleton className="h-44 w-full" />
        </Loading>
      ) : (
        <StepForm {...form} recorded={recorded.run} unread={recorded.unread ?? null} />
      )}
    </Dialog>
  );
}

type FormProps = Omit<RunStepDialogProps, "title" | "description" | "recorded" | "onClose"> & {
  recorded: Recorded | null;
  unread: string | null;
};

const RUN_INPUT = "run_input";

function StepForm(props: FormProps) {
  const { graph, step, recorded, pinOf, starting, refused, onStart } = props;
  const [arrivals] = useState(() => arrivalsOf(graph, step, pinOf, recorded));
  const [firstInput] = useState(() => firstInputOf(props));
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const write = (key: string) => (text: string) => setTexts((before) => ({ ...before, [key]: text }));
  const start = () => {
    const written = readArrivals(arrivals, texts);
    const input = firstInput === null ? null : readJson(texts[RUN_INPUT] ?? firstInput);
    const wrong = {
      ...(written.ok ? {} : written.problems),
      ...(input && !input.ok ? { [RUN_INPUT]: NOT_JSON } : {}),
    };
    setProblems(wrong);
    if (!written.ok || (input && !input.ok)) return;
    onStart({ given: written.given, takes_over: written.takesOver, ...(input && { input: input.value }) });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      {props.unread !== null && <p className="text-sm text-warning-text">{props.unread}</p>}
      {arrivals.map((arrival) => (
        <JsonField
          key={arrival.key}
          label={arrival.label}
          hint={hintOf(arrival)}
          error={problems[arrival.key]}
          value={texts[arrival.key] ?? arrival.text}
          onChange={write(arrival.key)}
        />
      ))}
      {firstInput !== null && (
        <JsonField
          label="Input of the run"
          hint="What the whole run works on."
          error={problems[RUN_INPUT]}
          value={texts[RUN_INPUT] ?? firstInput}
          onChange={write(RUN_INPUT)}
        />
      )}
      {arrivals.length === 0 && firstInput === null && (
        <p className="text-muted text-sm">This step reads nothing of other steps.</p>
      )}
      {props.options}
      {refused !== null && (
        <p role="alert" className="text-danger-text text-sm">
          {refused}
        </p>
      )}
      <Button type="submit" variant="primary" loading={starting} className="self-end">
        <Play aria-hidden /> {props.startLabel}
      </Button>
    </form>
  );
}

/** Null for a step that reads nothing of it. */
function firstInputOf({ step, recorded, sampleInput }: FormProps): string | null {
  if (!readsRunInput(step)) return null;
  const isAside = recorded?.state.stored?.some(({ path }) => path === "/input") ?? false;
  return JSON.stringify(recorded && !isAside ? recorded.state.input : sampleInput, null, 2);
}

function hintOf({ source, into }: Arrival): ReactNode {
  const where = into.length > 0 ? `Arrives at ${into.join(", ")}.` : "Named in an expression.";
  switch (source) {
    case "recorded":
      return `${where} As it was recorded.`;
    case "pinned":
      return `${where} Pinned.`;
    case "large":
      return `${where} The recorded value is too large to show; left empty, it is taken as it is.`;
    case "missing":
      return into.length > 0
        ? `${where} Nothing is recorded of it: type it, or leave it empty where nothing arrives this way.`
        : `${where} Nothing is recorded of it: type it.`;
  }
}

interface JsonFieldProps {
  label: string;
  hint: ReactNode;
  error: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

function JsonField({ label, hint, error, value, onChange }: JsonFieldProps) {
  return (
    <Field label={label} hint={hint} error={error ?? ""}>
      {(control) => (
        <CodeEditor value={value} onChange={onChange} label={label} className="h-36" {...control} />
      )}
    </Field>
  );
}

export function stepTitle(verb: string, { step, contract }: GraphStep): string {
  return `${verb} ${stepName(step, contract)}`;
}
