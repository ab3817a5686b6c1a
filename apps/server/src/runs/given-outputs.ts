// What a caller gives in place of executing steps, checked against the segment that it is for.
import type { GivenInput } from "@worktrail/shared/api/runs";
import { AppError } from "@worktrail/shared/errors";
import { type Given, givenProblem } from "@worktrail/shared/run/outcomes";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { z } from "zod";
import { plainJson } from "./run-input.ts";

/** @throws AppError `INVALID_INPUT` with the place: no such step or output, or a value that does not fit it */
export function givenOutputs(graph: SegmentGraph, sent: z.output<typeof GivenInput> = {}): Given {
  const steps = Object.entries(sent).map(([step_id, { outputs, as }]) => {
    const values = Object.entries(outputs).map(([port_id, value]) => [
      port_id,
      plainJson(value, ["given", step_id, "outputs", port_id]),
    ]);
    return [step_id, { outputs: Object.fromEntries(values), as }];
  });
  const given: Given = Object.fromEntries(steps);
  const wrong = givenProblem(graph, given);
  if (wrong) throw new AppError("INVALID_INPUT", wrong.problem, { path: wrong.path });
  return given;
}
