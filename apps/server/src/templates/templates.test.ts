import { readFileSync } from "node:fs";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Point, Segment } from "@worktrail/shared/segment/schema";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { templates } from "@worktrail/templates/templates";
import { describe, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { runTemplate } from "./run-template.ts";
import { templateCases } from "./template-cases.ts";

const named = templates.map(({ segment }) => [segment.segment_id, segment] as const);
const files = import.meta.resolve("@worktrail/templates/templates");

type Box = Point & { width: number; height: number };

/** Cards as the canvas draws them, and the notes between them. */
function boxesOf(segment: Segment): Box[] {
  const cards = segment.steps.map((step) => {
    const { inputs, outputs } = stepPorts(step, catalog);
    const rows = Math.max(inputs.length, outputs.length);
    return { x: 0, y: 0, ...step.position, width: 220, height: Math.max(60, rows * 20 + 20) };
  });
  return [...cards, ...(segment.notes ?? []).map(({ position, size }) => ({ ...position, ...size }))];
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("the templates", () => {
  test.each(named)("%s has neither errors nor warnings", (_id, segment) => {
    expect(validateSegment(segment, catalog)).toEqual([]);
  });

  test.each(named)("%s is stored as it would be exported", (id, segment) => {
    expect(exportSegment(segment)).toBe(readFileSync(new URL(`segments/${id}.json`, files), "utf8"));
  });

  test.each(named)("%s is laid out: nothing lies on anything else, and notes explain it", (_id, segment) => {
    expect(segment.steps.every(({ position }) => position !== undefined)).toBe(true);
    expect(segment.notes?.length).toBeGreaterThan(1);
    const boxes = boxesOf(segment);
    const covered = boxes.filter((one, index) => boxes.slice(index + 1).some((other) => meet(one, other)));
    expect(covered).toEqual([]);
  });

  test("are all run below", () => {
    const run = new Set([...templateCases.map(({ template }) => template), "cv_screening"]);
    expect(templates.map(({ segment }) => segment.segment_id).filter((id) => !run.has(id))).toEqual([]);
  });
});

describeServer("the templates run", (server) => {
  test.concurrent.each(templateCases.map((one) => [one.template, one.way, one] as const))(
    "%s: %s",
    async (template, _way, { input, answers, outputs, skipped }) => {
      const { run, asked } = await runTemplate(server(), template, input, answers);
      expect(run).toMatchObject({ status: "completed", error: null });
      expect(run.outputs).toMatchObject(outputs);
      expect(Object.keys(run.outputs ?? {}).sort()).toEqual(Object.keys(outputs).sort());
      for (const step_id of skipped)
        expect([step_id, run.steps[step_id]?.status]).toEqual([step_id, "skipped"]);
      // A template's titles are filled in: no placeholder is left over.
      for (const title of Object.values(asked)) expect(title).not.toContain("{{");
    },
  );

  test("cv_screening: two people who agree decide, and one person alone does not", async () => {
    const [first, second] = [await signInAs(server(), "member"), await signInAs(server(), "member")];
    const agreed = await runTemplate(
      server(),
      "cv_screening",
      {},
      {
        first_review: { action: "approved", as: first },
        second_review: { action: "approved", as: second },
      },
    );
    expect(agreed.run.outputs).toMatchObject({ decided: { decision: "invite" } });
    expect(agreed.run.steps.lead?.status).toBe("skipped");
    const alone = await runTemplate(
      server(),
      "cv_screening",
      {},
      {
        first_review: { action: "approved", as: first },
        second_review: { action: "approved", as: first },
        lead: { action: "decline", as: second },
      },
    );
    expect(alone.run.outputs).toMatchObject({ by_lead: { decision: "decline" } });
    expect(alone.asked.lead).toContain("need you");
  });
});
