import { describe, expect, test } from "vitest";
import {
  type AutosaveEvent,
  type AutosaveState,
  autosave,
  hasUnsaved,
  initialAutosave,
  SAVE_AFTER_MS,
  SAVE_AT_LATEST_MS,
} from "./autosave.ts";

const theirs = { revision: 9, updated_at: "2026-01-01T00:00:00Z", updated_by: "Ada" };

function play(events: readonly AutosaveEvent[], from: AutosaveState = initialAutosave(3)) {
  return events.reduce((step, event) => autosave(step.state, event), {
    state: from,
    effects: [],
  } as ReturnType<typeof autosave>);
}

const edited = (at: number): AutosaveEvent => ({ type: "edited", at });
const due = (at: number): AutosaveEvent => ({ type: "due", at });

test("an edit is sent after a pause, with the revision it is based on", () => {
  expect(play([edited(0)]).effects).toEqual([{ type: "wait", ms: SAVE_AFTER_MS }]);
  expect(play([edited(0), due(700)]).effects).toEqual([{ type: "send", base_revision: 3 }]);
});

test("without a pause the save still goes out in time", () => {
  const late = play([edited(0), edited(SAVE_AT_LATEST_MS - 100)]);
  expect(late.effects).toEqual([{ type: "wait", ms: 100 }]);
});

test("a confirmed save takes the new revision and forgets the draft", () => {
  const { state, effects } = play([edited(0), due(1), { type: "saved", revision: 4, at: 2 }]);
  expect(state).toEqual(initialAutosave(4));
  expect(effects).toEqual([{ type: "forget_draft" }]);
});

test("one request at a time: edits meanwhile wait for the answer and are sent on its revision", () => {
  const during = play([edited(0), due(1), edited(2)]);
  expect(during.effects).toEqual([]);
  expect(play([due(3)], during.state).effects).toEqual([]);
  const answered = play([{ type: "saved", revision: 4, at: 5 }], during.state);
  expect(answered.state.phase.name).toBe("unsaved");
  expect(play([due(900)], answered.state).effects).toEqual([{ type: "send", base_revision: 4 }]);
});

describe("a connection that is lost", () => {
  const fail: AutosaveEvent = { type: "failed", failure: { kind: "passing", message: "No answer." } };

  test("is tried again, later each time, with a bound", () => {
    let { state, effects } = play([edited(0), due(1), fail]);
    const waits: unknown[] = [effects[0]];
    for (let round = 0; round < 8; round++) {
      ({ state, effects } = play([due(0), fail], state));
      waits.push(effects[0]);
    }
    expect(waits.slice(0, 3)).toEqual([1000, 2000, 4000].map((ms) => ({ type: "wait", ms })));
    expect(waits.at(-1)).toEqual({ type: "wait", ms: 30_000 });
    expect(hasUnsaved(state)).toBe(true);
  });

  test("starts afresh once a save came through", () => {
    const { state } = play([edited(0), due(1), fail, due(2), { type: "saved", revision: 4, at: 3 }]);
    expect(state).toEqual(initialAutosave(4));
  });

  test("edits while offline wait for the next try", () => {
    const { state, effects } = play([edited(0), due(1), fail, edited(2)]);
    expect(state.phase.name).toBe("offline");
    expect(effects).toEqual([]);
  });
});

describe("a conflict", () => {
  const conflict: AutosaveEvent = { type: "failed", failure: { kind: "conflict", theirs } };
  const { state } = play([edited(0), due(1), conflict]);

  test("stops all saving until a person has chosen", () => {
    expect(state.phase).toEqual({ name: "conflict", theirs });
    expect(play([edited(2), due(3), { type: "flush" }], state).effects).toEqual([]);
  });

  test("is resolved on top of the revision that the person saw", () => {
    const resolved = play([{ type: "resolved", revision: 9 }], state);
    expect(resolved.effects).toEqual([{ type: "send", base_revision: 9 }]);
  });

  test("comes again when somebody saved while the person was choosing", () => {
    const again = play([{ type: "resolved", revision: 9 }, conflict], state);
    expect(again.state.phase).toEqual({ name: "conflict", theirs });
  });

  test("ends with theirs loaded", () => {
    expect(play([{ type: "loaded", revision: 9 }], state).state).toEqual(initialAutosave(9));
  });
});

test("a refused shape keeps the edits and is sent again after the next one", () => {
  const places = [{ path: "/steps/0", message: "Too long." }];
  const refused = play([
    edited(0),
    due(1),
    { type: "failed", failure: { kind: "refused", message: "No.", places } },
  ]);
  expect(refused.state.phase).toEqual({ name: "refused", message: "No.", places });
  expect(play([edited(5)], refused.state).effects).toEqual([{ type: "wait", ms: SAVE_AFTER_MS }]);
});

test("after the session has ended the edits stay unsaved until they are sent again", () => {
  const { state } = play([edited(0), due(1), { type: "failed", failure: { kind: "signed_out" } }]);
  expect(hasUnsaved(state)).toBe(true);
  expect(play([{ type: "flush" }], state).effects).toEqual([{ type: "send", base_revision: 3 }]);
});

test("a draft of an earlier visit is sent on the revision that it began at", () => {
  const { effects } = play([{ type: "rebased", revision: 2 }, edited(0), due(1)]);
  expect(effects).toEqual([{ type: "send", base_revision: 2 }]);
});

test("nothing is sent while nothing is unsaved", () => {
  expect(play([{ type: "flush" }, due(5), { type: "resolved", revision: 9 }]).effects).toEqual([]);
});
