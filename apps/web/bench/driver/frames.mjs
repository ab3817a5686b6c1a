// What the browser shows of a gesture: the time between its frames, its long tasks, its weight.

/** Runs before a page's own code: long tasks, and when the drawing could first be used. */
export const watchPage = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
`;

/** Until the second frame after `act` and everything it started within `settle_ms`. */
export async function recordFrames(page, act, settle_ms = 0) {
  await page.evaluate(async () => {
    window.framesMs = [];
    let last = performance.now();
    const next = (now) => {
      window.framesMs.push(now - last);
      last = now;
      window.frame = requestAnimationFrame(next);
    };
    window.frame = requestAnimationFrame(next);
    // The first frames carry the start of the recording.
    await new Promise((done) => setTimeout(done, 100));
    window.framesMs.length = 0;
    window.longTasks.length = 0;
  });
  await act();
  if (settle_ms > 0) await page.waitForTimeout(settle_ms);
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    cancelAnimationFrame(window.frame);
    return { frames: window.framesMs, tasks: window.longTasks.map(({ ms }) => ms) };
  });
}

export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Megabytes of the heap after a collection, and the elements of the page. */
export async function weigh(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  return { heap_mb: usedSize / 1_048_576, elements };
}
