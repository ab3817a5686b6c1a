import type { Edge } from "@worktrail/shared/segment/schema";
import { useConnection } from "@xyflow/react";
import type { Refusal } from "./canvas-context.tsx";

/** Says beside the pointer why the port under it refuses the edge that is being drawn. */
export function ConnectionHint({ refusal }: { refusal: (edge: Edge) => Refusal | null }) {
  const reason = useConnection(({ inProgress, fromHandle, toHandle, pointer }) => {
    if (!inProgress || !fromHandle?.id || !toHandle?.id) return null;
    if (fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id) return null;
    if (fromHandle.type === toHandle.type) {
      const side = fromHandle.type === "source" ? "an output" : "an input";
      const other = fromHandle.type === "source" ? "an input" : "an output";
      return { message: `This is ${side} too. Let go on ${other}.`, at: pointer };
    }
    const [from, to] = fromHandle.type === "source" ? [fromHandle, toHandle] : [toHandle, fromHandle];
    const found = refusal({
      source_step: from.nodeId,
      source_port: from.id ?? "",
      target_step: to.nodeId,
      target_port: to.id ?? "",
    });
    return found && { message: found.message, at: pointer };
  });
  return (
    <>
      <div aria-live="assertive" className="sr-only">
        {reason?.message}
      </div>
      {reason && (
        <div
          aria-hidden
          className="wt-connection-hint"
          style={{ transform: `translate(${reason.at.x + 14}px, ${reason.at.y + 14}px)` }}
        >
          {reason.message}
        </div>
      )}
    </>
  );
}
