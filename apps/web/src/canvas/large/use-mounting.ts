import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useState } from "react";
import { useStore } from "zustand";
import type { CanvasNode, StepFlowEdge } from "../to-flow.ts";
import { MountedNodes } from "./mounted-nodes.ts";
import { type Mounted, Mounting, mountedOf } from "./mounting.ts";

/** Takes over from React Flow what it mounts. Must run before React Flow mounts its nodes. */
export function useMounting(nodeCount: number): { mounting: Mounting; mounted: Mounted } {
  const store = useStoreApi<CanvasNode, StepFlowEdge>();
  const [mounting] = useState(() => {
    /** React Flow begins with a map of its own again when it is taken out of the page and put back. */
    const lookup = () => {
      const { nodeLookup } = store.getState();
      if (nodeLookup instanceof MountedNodes) return nodeLookup;
      const own: typeof nodeLookup & MountedNodes<unknown> = new MountedNodes(nodeLookup);
      store.setState({ nodeLookup: own });
      return own;
    };
    lookup();
    return new Mounting(store.getState, (nodes) => {
      lookup().mounted = nodes;
      // Lets React Flow look again.
      store.setState({});
    });
  });
  // Before React Flow takes the nodes over, which it does in an effect.
  useLayoutEffect(() => mounting.expect(nodeCount), [mounting, nodeCount]);
  useLayoutEffect(() => {
    mounting.look();
    const forget = store.subscribe(mounting.look);
    return () => {
      forget();
      mounting.stop();
    };
  }, [store, mounting]);
  return { mounting, mounted: mountedOf(useStore(mounting.mounted), nodeCount) };
}
