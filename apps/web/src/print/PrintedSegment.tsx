import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { useCallback } from "react";
import { stepCaption, stepName } from "../canvas/step-look.ts";
import { MarkdownText } from "../inspector/MarkdownText.tsx";
import { segmentToSvg } from "../pictures/segment-to-svg.ts";
import { count } from "../ui/json-preview.ts";
import { shortConfig, shortText } from "./short-config.ts";

/** The drawing on one page, then its steps as a table and its notes. */
export function PrintedSegment({ segment }: { segment: Segment }) {
  const { name, description, version, segment_id, steps, notes = [] } = segment;
  return (
    <>
      <section className="wt-print-drawing">
        <h1>{name}</h1>
        <p className="wt-print-facts">
          {segment_id} · version {version} · {count(steps.length, "step")}
        </p>
        {description && <p>{description}</p>}
        <Drawing segment={segment} />
      </section>
      {steps.length > 0 && <StepTable segment={segment} />}
      {notes.length > 0 && (
        <section className="wt-print-notes">
          <h2>Notes</h2>
          {notes.map(({ note_id, text }) => (
            <div key={note_id} className="wt-print-note">
              <MarkdownText text={text} />
            </div>
          ))}
        </section>
      )}
    </>
  );
}

/** As part of the page rather than as an image: images are loaded too late for the printer. */
function Drawing({ segment }: { segment: Segment }) {
  const put = useCallback(
    (place: HTMLDivElement | null) => {
      if (!place) return;
      const { svg, width, height } = segmentToSvg(segment, catalog, { theme: "light" });
      const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      drawn.setAttribute("width", "100%");
      drawn.setAttribute("height", "100%");
      drawn.setAttribute("preserveAspectRatio", "xMinYMin meet");
      drawn.setAttribute("aria-label", `Drawing of ${segment.name}`);
      place.style.setProperty("--drawing-width", `${width}px`);
      place.style.setProperty("--drawing-height", `${height}px`);
      place.replaceChildren(document.importNode(drawn, true));
    },
    [segment],
  );
  return <div ref={put} className="wt-print-picture" />;
}

function StepTable({ segment }: { segment: Segment }) {
  return (
    <section className="wt-print-steps">
      <h2>Steps</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Type</th>
            <th scope="col">What it does</th>
            <th scope="col">Goes on to</th>
            <th scope="col">Settings</th>
          </tr>
        </thead>
        <tbody>
          {segment.steps.map((step) => (
            <StepRow key={step.step_id} step={step} segment={segment} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StepRow({ step, segment }: { step: Step; segment: Segment }) {
  const contract = contractOf(step);
  return (
    <tr>
      <th scope="row">
        {stepName(step, contract)}
        <code>{step.step_id}</code>
        {step.disabled && <span>Disabled</span>}
      </th>
      <td>{contract?.display_name ?? step.step_type}</td>
      <td>{shortText(stepCaption(step, contract))}</td>
      <td>{followers(step, segment)}</td>
      <td>
        {shortConfig(step.config ?? {}).map(({ key, value }) => (
          <div key={key}>
            <b>{key}</b> {value}
          </div>
        ))}
      </td>
    </tr>
  );
}

function contractOf(step: Step) {
  const known: Readonly<Record<string, (typeof catalog)[keyof typeof catalog]>> = catalog;
  return Object.hasOwn(known, step.step_type) ? (known[step.step_type] ?? null) : null;
}

/** "approved → Publish": the port is named where the step has several. */
function followers(step: Step, segment: Segment): string {
  const several = stepPorts(step, catalog).outputs.length > 1;
  const names = new Map(segment.steps.map((one) => [one.step_id, stepName(one, contractOf(one))]));
  return (segment.edges ?? [])
    .filter(({ source_step }) => source_step === step.step_id)
    .map(({ source_port, target_step }) => {
      const name = names.get(target_step) ?? target_step;
      return several ? `${source_port} → ${name}` : name;
    })
    .join(", ");
}
