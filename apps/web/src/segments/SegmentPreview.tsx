import type { Note, Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { useMemo } from "react";
import { stepCategory, stepIcon } from "../canvas/step-look.ts";
import type { SceneStep } from "../pictures/picture-scene.ts";
import { categoryLooks } from "../ui/CategoryIcon.tsx";
import { type Preview, segmentPreview } from "./preview-geometry.ts";

const FRAME = { width: 300, height: 132 };
/** Further out, cards have no room for an icon and a name. */
const DETAIL_SCALE = 0.18;
/** The edge of an icon that is given no size. */
const ICON_SIZE = 24;
const TILE = 34;
const NOTE_LINES = [1, 0.86, 0.55];

/** Decorative: the name stands below it. */
export function SegmentPreview({ segment }: { segment: Segment | undefined }) {
  const preview = useMemo(() => segment && segmentPreview(segment, catalog, FRAME), [segment]);
  const { x, y, width, height } = preview?.view ?? { x: 0, y: 0, ...FRAME };
  return (
    <div className="border-line border-b bg-sunken bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-size-[12px_12px]">
      <svg
        viewBox={`${x} ${y} ${width} ${height}`}
        aria-hidden="true"
        preserveAspectRatio="xMidYMid meet"
        className="h-33 w-full"
      >
        {preview && <Grounds preview={preview} />}
        {preview && <Lines preview={preview} />}
        {preview?.scene.steps.map((one) => (
          <StepBox key={one.step.step_id} one={one} scale={preview.scale} />
        ))}
      </svg>
    </div>
  );
}

/** Groups and notes, on their paper. */
function Grounds({ preview: { scene } }: { preview: Preview }) {
  return (
    <>
      {scene.groups.map(({ group, box }) => (
        <rect
          key={group.group_id}
          {...box}
          rx={16}
          fill={`var(--paper-${group.color ?? "grey"})`}
          stroke={`var(--paper-${group.color ?? "grey"}-line)`}
          vectorEffect="non-scaling-stroke"
          strokeWidth={0.75}
        />
      ))}
      {scene.notes.map((note) => (
        <NotePaper key={note.note_id} note={note} />
      ))}
    </>
  );
}

/** Strokes stand for as many lines of text as the paper holds. */
function NotePaper({ note: { position, size, color = "yellow" } }: { note: Note }) {
  const { x, y } = position;
  const lines = Math.max(1, Math.min(3, Math.floor((size.height - 24) / 22)));
  return (
    <>
      <rect
        {...position}
        {...size}
        rx={10}
        fill={`var(--paper-${color})`}
        stroke={`var(--paper-${color}-line)`}
        vectorEffect="non-scaling-stroke"
        strokeWidth={0.75}
      />
      {NOTE_LINES.slice(0, lines).map((share, at) => (
        <rect
          key={share}
          x={x + 16}
          y={y + 20 + at * 22}
          width={(size.width - 32) * share}
          height={8}
          rx={4}
          fill={`var(--paper-${color}-line)`}
        />
      ))}
    </>
  );
}

/** Each line has a touch of the colour of the step that it leaves. */
function Lines({ preview: { scene } }: { preview: Preview }) {
  const colors = new Map(
    scene.steps.map(({ step, contract }) => [step.step_id, categoryLooks[stepCategory(contract)].color]),
  );
  return scene.edges.map(({ key, edge, path }) => (
    <path
      key={key}
      d={path}
      fill="none"
      stroke={`color-mix(in oklab, ${colors.get(edge.source_step)} 45%, var(--line-strong))`}
      vectorEffect="non-scaling-stroke"
      strokeWidth={1}
    />
  ));
}

function StepBox({ one: { step, contract, box }, scale }: { one: SceneStep; scale: number }) {
  const { color } = categoryLooks[stepCategory(contract)];
  const detailed = scale >= DETAIL_SCALE;
  const tint = `color-mix(in oklab, ${color} ${detailed ? 20 : 42}%, var(--raised))`;
  return (
    <g>
      <rect
        {...box}
        rx={12}
        fill={detailed ? "var(--raised)" : tint}
        stroke={`color-mix(in oklab, ${color} 60%, var(--line-strong))`}
        vectorEffect="non-scaling-stroke"
        strokeWidth={0.9}
      />
      {detailed && <StepFace step_type={step.step_type} box={box} color={color} tint={tint} />}
    </g>
  );
}

interface StepFaceProps {
  step_type: string;
  box: SceneStep["box"];
  color: string;
  tint: string;
}

/** Icon and two strokes in the place of words that nobody could read. */
function StepFace({ step_type, box: { x, y, width, height }, color, tint }: StepFaceProps) {
  const Icon = stepIcon(step_type);
  const top = y + (height - TILE) / 2;
  const inset = (TILE - ICON_SIZE) / 2;
  const textX = x + 12 + TILE + 12;
  const room = x + width - 14 - textX;
  return (
    <>
      <rect x={x + 12} y={top} width={TILE} height={TILE} rx={8} fill={tint} />
      <g transform={`translate(${x + 12 + inset} ${top + inset})`} color={color}>
        <Icon />
      </g>
      <rect x={textX} y={y + height / 2 - 11} width={room * 0.8} height={9} rx={4.5} fill="var(--muted)" />
      <rect
        x={textX}
        y={y + height / 2 + 5}
        width={room * 0.5}
        height={7}
        rx={3.5}
        fill="var(--line-strong)"
      />
    </>
  );
}
