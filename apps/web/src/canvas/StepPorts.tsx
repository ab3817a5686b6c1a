import type { Port } from "@worktrail/shared/segment/schema";
import type { StepPorts as Ports } from "@worktrail/shared/step/define-step";
import { Handle, Position } from "@xyflow/react";
import { memo, useState } from "react";
import { cn } from "../ui/cn.ts";
import { edgeBetween, type OpenPort, useCanvas, useOpenPort } from "./canvas-context.tsx";
import { portY } from "./node-geometry.ts";

export interface StepPortsProps {
  step_id: string;
  ports: Ports;
  missing: ReadonlySet<string>;
  height: number;
  /** Without labels: the step is drawn small. */
  bare: boolean;
}

export const StepPorts = memo(function StepPorts({ step_id, ports, missing, height, bare }: StepPortsProps) {
  const side = (list: readonly Port[], kind: "in" | "out") =>
    list.map((port, index) => (
      <PortDot
        key={port.port_id}
        step_id={step_id}
        port={port}
        kind={kind}
        top={portY(index, list.length, height)}
        missing={missing.has(`${kind}:${port.port_id}`)}
        bare={bare}
      />
    ));
  return (
    <>
      {side(ports.inputs, "in")}
      {side(ports.outputs, "out")}
    </>
  );
});

interface PortDotProps {
  step_id: string;
  port: Port;
  kind: "in" | "out";
  top: number;
  missing: boolean;
  bare: boolean;
}

function PortDot({ step_id, port, kind, top, missing, bare }: PortDotProps) {
  const { mode, actions } = useCanvas();
  const [pointed, setPointed] = useState(false);
  const open = useOpenPort();
  const edge = open && edgeBetween(open, { step_id, port_id: port.port_id, kind });
  const isSource = open !== null && samePort(open, { step_id, port_id: port.port_id, kind });
  const fits = edge !== null && actions !== null && actions.refusal(edge) === null;
  const dimmed = open !== null && !isSource && !fits;
  return (
    <Handle
      id={port.port_id}
      type={kind === "in" ? "target" : "source"}
      position={kind === "in" ? Position.Left : Position.Right}
      isConnectable={mode === "edit" && !missing}
      data-port-id={port.port_id}
      data-port-kind={kind}
      data-fits={open === null ? undefined : fits}
      className={cn(
        "wt-port",
        missing && "wt-port-missing",
        dimmed && "wt-port-dimmed",
        fits && "wt-port-fits",
      )}
      style={{ top }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      {!bare && (pointed || fits || isSource) && (
        <span className="wt-port-label" data-side={kind}>
          {missing ? `${port.port_id} (gone)` : port.port_id}
          {!missing && port.data_type !== "json" && <em> {port.data_type}</em>}
        </span>
      )}
    </Handle>
  );
}

function samePort(a: OpenPort, b: OpenPort): boolean {
  return a.step_id === b.step_id && a.port_id === b.port_id && a.kind === b.kind;
}
