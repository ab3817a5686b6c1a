// What a person does with the mouse and the keys, as often and as fast as on every editor that this is compared with:
// 60 moves of a pan, one step dragged by 60 moves, 20 notches of the wheel.
import { recordFrames, watchPage } from "./frames.mjs";

const MOVES = 60;
const NOTCHES = 20;
/** Validation, the draft in this browser and the save begin after a pause; their frames count too. */
const AFTERWARDS_MS = 1_500;
/** What still keeps the page busy in this time belongs to its opening. */
const QUIET_MS = 1_500;

export const ours = {
  step: "[data-step-id]",
  id: "data-step-id",
  pan: { button: "middle" },
  zoomKey: "Control",
};
export const plain = { step: ".react-flow__node", id: "data-id", pan: { button: "left" }, zoomKey: null };

export async function openPage(context, url, kind) {
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.addInitScript(`(${readyMark})(${JSON.stringify(kind.step)})`);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => window.openMs !== undefined, null, { timeout: 120_000 });
  await page.waitForTimeout(QUIET_MS);
  const open_ms = await page.evaluate(() => {
    const from = performance.getEntriesByName("data-there")[0].startTime;
    const busyUntil = Math.max(...window.longTasks.map(({ at, ms }) => at + ms), 0);
    return Math.max(window.openMs, busyUntil - from);
  });
  return { page, open_ms };
}

/** Runs in the page. The drawing is there and a frame has gone by. */
function readyMark(step) {
  const look = () => {
    const began = performance.getEntriesByName("data-there")[0];
    const card = document.querySelector(step);
    const there = began && card && document.querySelectorAll(step).length > 5;
    if (
      !there ||
      getComputedStyle(card).visibility !== "visible" ||
      !document.querySelector(".react-flow__viewport")
    ) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => {
      setTimeout(() => {
        window.openMs = performance.now() - began.startTime;
      });
    });
  };
  requestAnimationFrame(look);
}

export async function pan(page, kind) {
  const from = await emptySpot(page);
  return recordFrames(page, async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down(kind.pan);
    for (let at = 0; at < MOVES; at++) await page.mouse.move(from.x + at * 5, from.y - at * 4);
    await page.mouse.up(kind.pan);
  });
}

/** Two recordings: the moves, and from letting go on. */
export async function drag(page, kind) {
  const step = await stepInTheMiddle(page, kind);
  const moving = await recordFrames(page, async () => {
    await page.mouse.move(step.x, step.y);
    await page.mouse.down();
    for (let at = 0; at < MOVES; at++) await page.mouse.move(step.x + at * 3, step.y + at * 2);
  });
  const release = await recordFrames(page, () => page.mouse.up(), AFTERWARDS_MS);
  const place = await placeOf(page, kind, step.id);
  if (place && Math.abs(place.x - step.x) < 20) throw new Error(`${step.id} was not dragged`);
  return { moving, release };
}

export async function zoom(page, kind) {
  await page.mouse.move(640, 400);
  if (kind.zoomKey) await page.keyboard.down(kind.zoomKey);
  const recorded = await recordFrames(page, async () => {
    for (let at = 0; at < NOTCHES; at++) {
      await page.mouse.wheel(0, at % 2 ? 120 : -120);
      await page.waitForTimeout(16);
    }
  });
  if (kind.zoomKey) await page.keyboard.up(kind.zoomKey);
  return recorded;
}

export function pressed(page, keys, settle_ms = AFTERWARDS_MS) {
  return recordFrames(page, () => page.keyboard.press(keys), settle_ms);
}

/** A box over about 200 steps, from an empty spot; how many it took is among the details. */
export async function boxSelect(page) {
  const area = await page.locator("[data-canvas]").boundingBox();
  const from = await emptySpot(page, { left: area.x + 20, top: area.y + 40 });
  return recordFrames(page, async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let at = 1; at <= MOVES; at++) {
      await page.mouse.move(
        from.x + (area.width * 0.5 * at) / MOVES,
        from.y + (area.height * 0.42 * at) / MOVES,
      );
    }
    await page.mouse.up();
  });
}

/** Steps from the corner of the drawing, as JSON on a clipboard of the page's own. */
export async function pasteSteps(page, text) {
  return recordFrames(
    page,
    () =>
      page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
      }, text),
    AFTERWARDS_MS,
  );
}

export async function typeInForm(page, kind) {
  const step = await stepInTheMiddle(page, kind);
  await page.mouse.click(step.x, step.y);
  const name = page.getByRole("region", { name: "Inspector" }).getByRole("textbox").first();
  await name.click();
  return recordFrames(
    page,
    () => name.pressSequentially("What comes in from the shop", { delay: 20 }),
    AFTERWARDS_MS,
  );
}

/** A place of the canvas with nothing on it, not below or right of the middle. */
function emptySpot(page, { left = 420, top = 640 } = {}) {
  const down = top < 300;
  return page.evaluate(
    ({ left, top, down }) => {
      for (let step = 0; step < 60; step++) {
        for (let x = left; x < left + 480; x += 3) {
          const y = down ? top + step * 3 : top - step * 7;
          if (document.elementFromPoint(x, y)?.classList.contains("react-flow__pane")) return { x, y };
        }
      }
      throw new Error("There is no empty spot on the canvas.");
    },
    { left, top, down },
  );
}

function stepInTheMiddle(page, { step, id }) {
  return page.evaluate(
    ({ step, id }) => {
      for (const card of document.querySelectorAll(step)) {
        const { x, y, width, height } = card.getBoundingClientRect();
        const at = { x: x + width / 2, y: y + height / 2 };
        if (at.x < 320 || at.x > 800 || at.y < 150 || at.y > 550) continue;
        if (card.contains(document.elementFromPoint(at.x, at.y))) return { ...at, id: card.getAttribute(id) };
      }
      throw new Error("There is no step in the middle of the canvas.");
    },
    { step, id },
  );
}

function placeOf(page, { step, id }, value) {
  return page.evaluate(
    ({ step, id, value }) => {
      const card = document.querySelector(`${step}[${id}="${value}"]`);
      if (!card) return null;
      const { x, y, width, height } = card.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    { step, id, value },
  );
}
