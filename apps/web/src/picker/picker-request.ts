import type { Edge, Point } from "@worktrail/shared/segment/schema";
import type { OpenPort } from "../canvas/canvas-context.tsx";

/** What the step picker was opened for. `at` is where the new step will stand. */
export type PickerRequest =
  | {
      readonly kind: "add";
      readonly at: Point;
      /** The port that the new step is joined to. */
      readonly from: OpenPort | null;
      /** The edge whose end was dragged here: it leads to the new step instead of where it led. */
      readonly instead_of: Edge | null;
    }
  | { readonly kind: "insert"; readonly at: Point; readonly edge: Edge }
  | { readonly kind: "replace"; readonly at: Point; readonly step_id: string };
