// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Dialog } from "./Dialog.tsx";
import { Loading } from "./Loading.tsx";
import { TooltipProvider } from "./Tooltip.tsx";

afterEach(cleanup);

function Room({ opener }: { opener: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipProvider>
      <main id="main" tabIndex={-1}>
        {(opener || !open) && (
          <button type="button" onClick={() => setOpen(true)}>
            Ask
          </button>
        )}
      </main>
      <Dialog open={open} onOpenChange={setOpen} title="Question">
        <input aria-label="Answer" />
      </Dialog>
    </TooltipProvider>
  );
}

async function openAndEscape() {
  const ask = screen.getByRole("button", { name: "Ask" });
  ask.focus();
  fireEvent.click(ask);
  const answer = await screen.findByLabelText("Answer");
  await waitFor(() => expect(document.activeElement).toBe(answer));
  fireEvent.keyDown(answer, { key: "Escape" });
  await waitFor(() => expect(screen.queryByLabelText("Answer")).toBeNull());
}

test("the focus comes back to what opened the dialog", async () => {
  render(<Room opener />);
  await openAndEscape();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Ask" })));
});

test("where what opened the dialog is gone, the focus comes back to the page", async () => {
  render(<Room opener={false} />);
  await openAndEscape();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
});

function Late({ loaded }: { loaded: boolean }) {
  return (
    <TooltipProvider>
      <Dialog open onOpenChange={() => undefined} title="Question">
        {loaded ? <input aria-label="Answer" /> : <Loading>…</Loading>}
        <button type="button">Send</button>
      </Dialog>
    </TooltipProvider>
  );
}
const close = () => screen.getByRole("button", { name: "Close" });

/** Where the first field is going to be. */
const place = () => document.querySelector("[data-loading]");

test("while its first field loads its place has the focus and the keys; then that field has it", async () => {
  const { rerender } = render(<Late loaded={false} />);
  await waitFor(() => expect(document.activeElement).toBe(place()));
  rerender(<Late loaded />);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Answer")));
});

test("who went elsewhere while the first field loaded stays there", async () => {
  const { rerender } = render(<Late loaded={false} />);
  await waitFor(() => expect(document.activeElement).toBe(place()));
  close().focus();
  rerender(<Late loaded />);
  await screen.findByLabelText("Answer");
  expect(document.activeElement).toBe(close());
});
