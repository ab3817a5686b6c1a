import type { Point } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { focusStep } from "../canvas/focus.ts";
import { STEP_MIN_HEIGHT, STEP_WIDTH, snapToGrid } from "../canvas/node-geometry.ts";
import { selectSteps } from "../canvas/selection.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import { addStep, newStep } from "../gestures/add-step.ts";
import { useRecentSteps } from "../picker/recent-steps.ts";
import { useEditor } from "../store/editor-context.tsx";
import { edgesAfter, freePlace, placeAfter } from "./place-new.ts";
import { viewMiddle } from "./view-middle.ts";

const NEW_STEP_SIZE = { width: STEP_WIDTH, height: STEP_MIN_HEIGHT };

/**
 * Adds a step: at the place given in screen pixels, after the one selected step, or near the middle of the view.
 * The new step is selected; gives its id.
 */
export function useAddStep(): (contract: StepContract, at?: Point) => string {
  const editor = useEditor();
  const flow = useReactFlow();
  const store = useStoreApi();
  const reveal = useReveal();
  return useCallback(
    (contract, at) => {
      const { graph, placeOf, catalog } = editor;
      const { selection } = editor.session.getState();
      const only = selection.steps.size === 1 ? [...selection.steps][0] : undefined;
      const after = at || only === undefined ? undefined : graph.steps.get(only);
      const middle = () => viewMiddle(store.getState(), NEW_STEP_SIZE);
      const position = at
        ? centred(flow.screenToFlowPosition(at))
        : after
          ? placeAfter(graph, placeOf, after)
          : freePlace(graph, placeOf, middle());
      const step = newStep(contract, editor.segment, position);
      const edges = after ? edgesAfter(graph, after, step, catalog) : [];
      editor.commit(addStep(step, edges), { label: `Add ${contract.display_name}` });
      editor.select(selectSteps([step.step_id]));
      editor.announce(`Added ${contract.display_name}.`);
      useRecentSteps.getState().note(contract.type_id);
      reveal({ ...position, ...NEW_STEP_SIZE });
      focusStep(step.step_id);
      return step.step_id;
    },
    [editor, flow, store, reveal],
  );
}

function centred({ x, y }: Point): Point {
  return snapToGrid({ x: x - STEP_WIDTH / 2, y: y - STEP_MIN_HEIGHT / 2 });
}
