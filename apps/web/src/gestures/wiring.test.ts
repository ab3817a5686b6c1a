// Gestures that change how steps hang together.
import { catalog, contracts } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configSchema } from "../inspector/config-view.ts";
import { addStep } from "./add-step.ts";
import { insertOnEdge } from "./insert-on-edge.ts";
import { reconnectEdge } from "./reconnect-edge.ts";
import { removeReconnecting } from "./remove-reconnecting.ts";
import { replacementOf, replaceStepType } from "./replace-step-type.ts";
import { doUndoRedo, edge, segmentOf, step } from "./testing/do-undo-redo.ts";

const nothing = { edges: new Set<string>(), notes: new Set<string>() };
const without = (...ids: string[]) => removeReconnecting({ ...nothing, steps: new Set(ids) }, catalog);
const chain = segmentOf([step("a"), step("b"), step("c")], [edge("a", "b"), edge("b", "c")]);

describe("deleting what stands between", () => {
  test("the neighbours of a step in the middle are joined", () => {
    expect(doUndoRedo(chain, without("b")).edges).toEqual([edge("a", "c")]);
  });

  test("several steps in a row are bridged at once", () => {
    const drawn = segmentOf(
      ["a", "b", "c", "d"].map((id) => step(id)),
      [edge("a", "b"), edge("b", "c"), edge("c", "d")],
    );
    expect(doUndoRedo(drawn, without("b", "c")).edges).toEqual([edge("a", "d")]);
  });

  test("one way in leads to every way out, and the other way round", () => {
    const fan = segmentOf(
      [step("a"), step("b", { step_type: "condition" }), step("x"), step("y")],
      [edge("a", "b"), edge("b", "x", "true"), edge("b", "y", "false")],
    );
    expect(doUndoRedo(fan, without("b")).edges).toEqual([edge("a", "x"), edge("a", "y")]);
    const meet = segmentOf(
      [step("x"), step("y"), step("b"), step("c")],
      [edge("x", "b"), edge("y", "b"), edge("b", "c")],
    );
    expect(doUndoRedo(meet, without("b")).edges).toEqual([edge("x", "c"), edge("y", "c")]);
  });

  test("several ways in and several ways out are left open", () => {
    const drawn = segmentOf(
      ["x", "y", "b", "c", "d"].map((id) => step(id)),
      [edge("x", "b"), edge("y", "b"), edge("b", "c"), edge("b", "d")],
    );
    expect(doUndoRedo(drawn, without("b")).edges).toEqual([]);
  });

  test("an edge that is there already is not doubled, and ports that do not fit are not joined", () => {
    const around = segmentOf(
      [step("a"), step("b"), step("c")],
      [edge("a", "c"), edge("a", "b"), edge("b", "c")],
    );
    expect(doUndoRedo(around, without("b")).edges).toEqual([edge("a", "c")]);
    const text = step("a", { outputs: [{ port_id: "output", data_type: "string" }] });
    const list = step("c", { inputs: [{ port_id: "input", data_type: "array" }] });
    const unlike = segmentOf([text, step("b"), list], [edge("a", "b"), edge("b", "c")]);
    expect(doUndoRedo(unlike, without("b")).edges).toEqual([]);
  });

  test("a step leaves its group, and the edges that were chosen with it do not keep it from being bridged", () => {
    const grouped = { ...chain, groups: [{ group_id: "g", title: "G", step_ids: ["a", "b"] }] };
    const chosen = { ...nothing, steps: new Set(["b"]), edges: new Set(["a.output>b.input"]) };
    const after = doUndoRedo(grouped, removeReconnecting(chosen, catalog));
    expect(after.edges).toEqual([edge("a", "c")]);
    expect(after.groups?.[0]?.step_ids).toEqual(["a"]);
  });
});

describe("a step on an edge", () => {
  test("the edge leads over it", () => {
    const loose = segmentOf([step("a"), step("b"), step("c")], [edge("a", "c")]);
    const after = doUndoRedo(loose, insertOnEdge(edge("a", "c"), "b", catalog));
    expect(after.edges).toEqual([edge("a", "b"), edge("b", "c")]);
  });

  test("on an edge within a group the step joins the group, on one that leaves it does not", () => {
    const groups = [{ group_id: "g", title: "G", step_ids: ["a", "b"] }];
    const grouped = { ...chain, steps: [...chain.steps, step("new")], groups };
    const inside = doUndoRedo(grouped, insertOnEdge(edge("a", "b"), "new", catalog));
    expect(inside.groups).toEqual([{ group_id: "g", title: "G", step_ids: ["a", "b", "new"] }]);
    expect(insertOnEdge(edge("b", "c"), "new", catalog)(grouped).groups).toBe(groups);
  });

  test("nothing changes where its ports do not fit, where it would close a circle, or the edge is gone", () => {
    const text = step("a", { outputs: [{ port_id: "output", data_type: "string" }] });
    const list = step("b", { inputs: [{ port_id: "input", data_type: "array" }] });
    const unlike = segmentOf([text, list, step("c")], [edge("a", "c")]);
    expect(insertOnEdge(edge("a", "c"), "b", catalog)(unlike)).toBe(unlike);
    expect(insertOnEdge(edge("a", "b"), "c", catalog)(chain)).toBe(chain);
    expect(insertOnEdge(edge("c", "a"), "b", catalog)(chain)).toBe(chain);
  });

  test("inserting a step and deleting it again gives the former edges back", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const drawing = fc
      .subarray(
        ids.flatMap((from, at) => ids.slice(at + 1).map((to) => edge(from, to))),
        { minLength: 1 },
      )
      .map((edges) =>
        segmentOf(
          ids.map((id) => step(id)),
          edges,
        ),
      );
    fc.assert(
      fc.property(
        drawing,
        fc.nat(),
        fc.constantFrom("transform", "human_task", "llm_agent"),
        (drawn, at, type) => {
          const edges = drawn.edges ?? [];
          const on = edges[at % edges.length] ?? edge("a", "b");
          const added = addStep(step("new", { step_type: type, config: {} }))(drawn);
          const inserted = insertOnEdge(on, "new", catalog)(added);
          expect(inserted.edges).toHaveLength(edges.length + 1);
          expect(without("new")(inserted)).toEqual(drawn);
        },
      ),
    );
  });
});

test("an edge is led to another port in its place, unless that edge is there already", () => {
  const drawn = segmentOf(chain.steps, [edge("a", "b"), edge("a", "c")]);
  const after = doUndoRedo(drawn, reconnectEdge(edge("a", "b"), edge("b", "c")));
  expect(after.edges).toEqual([edge("b", "c"), edge("a", "c")]);
  expect(reconnectEdge(edge("a", "b"), edge("a", "c"))(drawn)).toBe(drawn);
});

describe("another type for a step", () => {
  const replaced = (drawn: ReturnType<typeof segmentOf>, id: string, type: keyof typeof contracts) => {
    const old = drawn.steps.find((one) => one.step_id === id) ?? step(id);
    const plan = replacementOf(drawn, old, contracts[type], configSchema(type), catalog);
    return { lost: plan.lost, after: doUndoRedo(drawn, replaceStepType(id, plan)) };
  };

  test("id, name, place, fitting fields and edges stay", () => {
    const drawn = segmentOf(
      [
        step("a"),
        step("b", { name: "Check", config: { expression: "data > 1" }, position: { x: 8, y: 4 } }),
        step("c"),
      ],
      [edge("a", "b"), edge("b", "c")],
    );
    const { after, lost } = replaced(drawn, "b", "condition");
    expect(after.steps[1]).toEqual(
      step("b", {
        step_type: "condition",
        name: "Check",
        config: { expression: "data > 1" },
        position: { x: 8, y: 4 },
      }),
    );
    expect(after.edges).toEqual([edge("a", "b")]);
    expect(lost).toEqual(["1 connection"]);
  });

  test("an edge goes on from the only port that fits, and a name that nobody wrote follows the type", () => {
    const drawn = segmentOf(
      [step("a", { step_type: "condition", name: "Condition", config: { expression: "true" } }), step("b")],
      [edge("a", "b", "true")],
    );
    const { after, lost } = replaced(drawn, "a", "transform");
    expect(after.edges).toEqual([edge("a", "b")]);
    expect(after.steps[0]?.name).toBe(contracts.transform.display_name);
    expect(lost).toEqual([]);
  });

  test("fields and policies without a place are named as lost", () => {
    const drawn = segmentOf([
      step("a", {
        step_type: "http_action",
        config: { url: "https://example.org", method: "GET" },
        retry: { max_attempts: 3 },
        timeout_seconds: 30,
        on_error: "route",
      }),
    ]);
    const { after, lost } = replaced(drawn, "a", "transform");
    expect(after.steps[0]).toEqual(
      step("a", { config: contracts.transform.initial_config, on_error: "route" }),
    );
    expect(lost).toEqual(["url", "method", "the retry policy", "the time-out"]);
    expect(replaced(drawn, "a", "llm_agent").after.steps[0]).toMatchObject({
      retry: { max_attempts: 3 },
      timeout_seconds: 30,
    });
  });
});
