// One round of each page. Every figure is in milliseconds unless its name says otherwise.
import { percentile, recordFrames, weigh } from "./frames.mjs";
import * as gesture from "./gestures.mjs";

const LARGE = { steps: 1_000, edges: 1_500 };
const HUGE = { steps: 5_000, edges: 7_500 };
const PASTED = 200;

export async function measurePlain(context, url) {
  return base(context, address(url, "plain", LARGE), gesture.plain);
}

export async function measureEditor(context, url) {
  const row = await base(context, address(url, "editor", LARGE), gesture.ours);
  const { page } = await gesture.openPage(context, address(url, "editor", LARGE), gesture.ours);
  row.box = look(await gesture.boxSelect(page));
  row.box_steps = await page.locator("[data-step-id][data-selected]").count();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  const text = await copied(page);
  await page.keyboard.press("Escape");
  row.paste = look(await gesture.pasteSteps(page, text));
  row.paste_undo = look(await gesture.pressed(page, "Control+z"));
  await closer(page);
  row.typing = look(await gesture.typeInForm(page, gesture.ours));
  await page.close();
  return row;
}

/** Every event of a run goes through the run's own store. */
export async function measureRun(context, url) {
  const row = {};
  const { page } = await gesture.openPage(context, address(url, "run", LARGE), gesture.ours);
  row.all_events = look(await whileEventsCome(page));
  await closer(page);
  row.close_events = look(await whileEventsCome(page));
  await page.close();
  return row;
}

export async function measureHuge(context, url) {
  const { page, open_ms } = await gesture.openPage(context, address(url, "editor", HUGE), gesture.ours);
  await closer(page);
  const row = { open: open_ms, ...(await threeGestures(page, gesture.ours, "close")) };
  await page.close();
  return row;
}

async function base(context, url, kind) {
  // Once before, so that neither side pays for code that the browser has not compiled yet.
  const first = await gesture.openPage(context, url, kind);
  await first.page.close();
  const { page, open_ms } = await gesture.openPage(context, url, kind);
  const row = { open: open_ms, ...(await weigh(page)), ...(await threeGestures(page, kind, "all")) };
  await page.close();
  const near = await gesture.openPage(context, `${url}&close`, kind);
  if (kind === gesture.ours) await closer(near.page);
  Object.assign(row, await threeGestures(near.page, kind, "close"));
  if (kind === gesture.ours) row.undo = look(await gesture.pressed(near.page, "Control+z"));
  await near.page.close();
  return row;
}

async function threeGestures(page, kind, where) {
  const pan = look(await gesture.pan(page, kind));
  const zoom = look(await gesture.zoom(page, kind));
  const { moving, release } = await gesture.drag(page, kind);
  return {
    [`${where}_pan`]: pan,
    [`${where}_zoom`]: zoom,
    [`${where}_drag`]: look(moving),
    [`${where}_release`]: look(release),
  };
}

/** To 100 %, with the corner of the drawing that was in the middle. */
async function closer(page) {
  await page.getByRole("button", { name: /Back to 100 %/ }).click();
  await page.waitForTimeout(1_000);
}

async function whileEventsCome(page) {
  await page.evaluate(() => {
    window.stopEvents = window.sendEvents(500);
  });
  await page.waitForTimeout(300);
  const from = { x: 640, y: 500 };
  const recorded = await recordFrames(page, async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down(gesture.ours.pan);
    for (let at = 0; at < 120; at++) {
      const there = at < 60 ? at : 120 - at;
      await page.mouse.move(from.x - there * 5, from.y - there * 4);
    }
    await page.mouse.up(gesture.ours.pan);
  });
  await page.evaluate(() => window.stopEvents());
  return recorded;
}

/** What copying the selection writes, cut to so many steps. */
function copied(page) {
  return page.evaluate((count) => {
    const clipboardData = new DataTransfer();
    document.body.dispatchEvent(
      new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }),
    );
    const { steps, edges } = JSON.parse(clipboardData.getData("text/plain"));
    const some = steps.slice(0, count);
    const ids = new Set(some.map((step) => step.step_id));
    return JSON.stringify({
      steps: some,
      edges: edges.filter((edge) => ids.has(edge.source_step) && ids.has(edge.target_step)),
    });
  }, PASTED);
}

function look({ frames, tasks }) {
  return {
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    max: Math.max(...frames),
    long: tasks.length,
    count: frames.length,
  };
}

function address(url, page, { steps, edges }) {
  return `${url}?page=${page}&steps=${steps}&edges=${edges}`;
}
