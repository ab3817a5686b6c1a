import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { categoryLooks } from "../ui/CategoryIcon.tsx";
import { cn } from "../ui/cn.ts";
import { statusLooks } from "../ui/status.ts";
import { type DetailLevel, useCanvas, useDetail, useOpenPort, useRenaming } from "./canvas-context.tsx";
import { StepBadges, StepMark } from "./StepBadges.tsx";
import { StepBelow } from "./StepBelow.tsx";
import { StepNameInput } from "./StepNameInput.tsx";
import { StepPorts } from "./StepPorts.tsx";
import { stepCaption, stepCategory, stepIcon, stepName } from "./step-look.ts";
import { useStepOverlay } from "./step-overlay.tsx";
import { accessibleName } from "./step-words.ts";
import type { StepFlowNode, StepNodeData } from "./to-flow.ts";

/** A step on the canvas. Further out it draws less; its size stays the same. */
export const StepNode = memo(function StepNode({ id, data, selected, height }: NodeProps<StepFlowNode>) {
  const overlay = useStepOverlay(id);
  const detail = useDetail();
  const { mode } = useCanvas();
  const { step, contract, ports, missing } = data;
  const look = categoryLooks[stepCategory(contract)];
  const status = overlay.status === "idle" ? null : statusLooks[overlay.status];
  // Of a run they are only looked at, and from afar nobody sees them.
  const drawsPorts = detail === "full" || (detail === "brief" && mode === "edit");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and its own meaning.
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: steps are reached, selected and moved by keyboard.
      tabIndex={0}
      aria-label={accessibleName(data, overlay, mode)}
      aria-roledescription="step"
      data-step-id={step.step_id}
      data-step-type={step.step_type}
      data-status={overlay.status}
      data-selected={selected || undefined}
      data-disabled={step.disabled || undefined}
      data-detail={detail}
      data-found={overlay.found || undefined}
      data-problem={overlay.errors > 0 ? "error" : overlay.warnings > 0 ? "warning" : undefined}
      className={cn("wt-step", !contract && "wt-step-unknown")}
      style={{
        "--tone": look.color,
        ...(status ? { "--status": status.color } : {}),
        ...(step.ui?.color ? { "--mark": step.ui.color } : {}),
      }}
    >
      {detail !== "block" && <StepFace data={data} detail={detail} />}
      {drawsPorts && (
        <StepPorts
          step_id={step.step_id}
          ports={ports}
          missing={missing}
          height={height ?? 0}
          bare={detail === "brief"}
        />
      )}
      {detail === "full" && <StepBadges overlay={overlay} />}
      {detail === "brief" && <StepMark status={overlay.status} />}
      {detail !== "block" && <StepBelow step_id={step.step_id} overlay={overlay} words={detail === "full"} />}
    </div>
  );
});

const StepFace = memo(function StepFace({ data, detail }: { data: StepNodeData; detail: DetailLevel }) {
  const { step, contract } = data;
  const Icon = stepIcon(step.step_type);
  const renaming = useRenaming();
  const connecting = useOpenPort() !== null;
  const name = stepName(step, contract);
  return (
    <div className={cn("wt-step-face", connecting && "opacity-80")}>
      <span aria-hidden className="wt-step-tile">
        <Icon />
      </span>
      <div className="min-w-0 flex-1">
        {renaming.node_id === step.step_id ? (
          <StepNameInput
            step_id={step.step_id}
            name={step.name ?? ""}
            placeholder={name}
            onDone={renaming.stop}
          />
        ) : (
          <div className="wt-step-name">{name}</div>
        )}
        {detail === "full" && <div className="wt-step-caption">{stepCaption(step, contract)}</div>}
      </div>
    </div>
  );
});
