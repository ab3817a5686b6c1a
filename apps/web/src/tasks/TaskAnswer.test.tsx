// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../api/query-client.ts";
import { useConnection } from "../live/connection.ts";
import { type AnswerableTask, TaskAnswer } from "./TaskAnswer.tsx";

const task: AnswerableTask = {
  task_id: "t1",
  task_type: "approval",
  title: "Go on?",
  actions: [
    { action: "approved", label: "Approve", style: "primary" },
    { action: "rejected", label: "Reject", style: "danger" },
  ],
  form_schema: null,
  data: null,
};

/** What went to the server; it never answers. */
const sent: { url: string; body: unknown }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  vi.stubGlobal("fetch", (url: string, { body }: { body: string }) => {
    sent.push({ url, body: JSON.parse(body) });
    return new Promise(() => {});
  });
  useConnection.setState({ status: "connected", heard_at: null });
  render(
    <QueryClientProvider client={queryClient}>
      <TaskAnswer task={task} compact />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const approve = () => screen.getByRole<HTMLButtonElement>("button", { name: "Approve" });
const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test("a connection that is lost while the button is pressed does not lose the answer", async () => {
  const pressed = approve();
  fireEvent.mouseDown(pressed, { detail: 1 });
  act(() => useConnection.setState({ status: "reconnecting", heard_at: 0 }));
  await later(5_000);
  expect(screen.getByRole("status").textContent).toContain("The connection to the server is lost.");
  expect(approve()).toBe(pressed);
  expect(pressed.disabled).toBe(false);
  fireEvent.click(pressed, { detail: 1 });
  await later(0);
  expect(sent).toMatchObject([{ url: "/trpc/tasks.respond", body: { task_id: "t1", action: "approved" } }]);
  expect(pressed.disabled).toBe(true);
});

test("where it is known that there is no network, an answer goes out all the same and is not kept for later", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
  fireEvent.click(approve(), { detail: 1 });
  await later(0);
  expect(sent).toHaveLength(1);
  vi.restoreAllMocks();
  act(() => void window.dispatchEvent(new Event("online")));
});

test("the second click of a double click counts only where the first began on the same button", async () => {
  fireEvent.click(approve(), { detail: 2 });
  await later(0);
  expect(sent).toEqual([]);
  fireEvent.mouseDown(approve(), { detail: 1 });
  fireEvent.click(approve(), { detail: 2 });
  await later(0);
  expect(sent).toHaveLength(1);
});
