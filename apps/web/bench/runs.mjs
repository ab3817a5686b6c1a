// `pnpm bench:runs`: a run of 10,000 events, made by the real engine on the embedded database, opened and scrubbed in
// a browser. ROUNDS=1 for a quick look.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../../../scripts/browser.mjs";
import { ROOT } from "../../../scripts/toolchain.mjs";
import { median, percentile, recordFrames, watchPage } from "./driver/frames.mjs";
import { makeLongRun } from "./driver/long-run.mjs";
import { startServer } from "./driver/server.mjs";

const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
const rounds = Number(process.env.ROUNDS ?? 3);
const OPEN_MS = 1_000;
const FRAMES_A_SECOND = 30;
const MOVES = 150;
const PRESSES = 150;
/** Browsers keep compiled code from the second or third time on. */
const TIMES_BEFORE = 3;
/** As often as a page is told of a pointer: once a frame of the screen. */
const MOVES_A_SECOND = 60;

const server = await startServer();
// A profile as people have it: what is kept between pages, compiled code above all, is kept in one.
const profile = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
const browser = await chromium.launchPersistentContext(profile, {
  viewport: { width: 1440, height: 900 },
  executablePath: findBrowser(process.execPath),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
try {
  const run = await makeLongRun(server);
  await openBefore(run);
  console.log(`A run of ${run.last_seq} events over ${run.steps} steps, medians of ${rounds} rounds.\n`);
  const rows = [];
  for (let round = 0; round < rounds; round++) rows.push(await oneRound(run));
  report("canvas with the run's statuses, ms", rows, "canvas_ms", (value) => value <= OPEN_MS);
  report("whole journal read and folded, ms", rows, "journal_ms", (value) => value <= OPEN_MS);
  report("frames a second while scrubbing", rows, "frames_a_second", (value) => value >= FRAMES_A_SECOND);
  report(
    "moments shown a second while scrubbing",
    rows,
    "moments_a_second",
    (value) => value >= FRAMES_A_SECOND,
  );
  report("frame, p95, ms", rows, "p95_ms", (value) => value <= 1_000 / FRAMES_A_SECOND);
  report("by keys: frames a second", rows, "keys_frames_a_second", (value) => value >= FRAMES_A_SECOND);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  await server.stop();
}

/** The code of the page is in the browser's cache by then, as for anyone who looks at runs. */
async function openBefore({ run_id, last_seq }) {
  const page = await browser.newPage();
  await server.signIn(page);
  for (let time = 0; time < TIMES_BEFORE; time++) {
    await page.goto(`${server.url}/runs/${run_id}`);
    await page.waitForFunction(journalRead, last_seq, { timeout: 120_000 });
  }
  await page.close();
}

async function oneRound({ run_id, last_seq }) {
  const page = await browser.newPage();
  // The page before is still being cleared away.
  await page.waitForTimeout(1_000);
  await page.addInitScript(watchPage);
  await page.addInitScript(`(${markOpening})(${last_seq})`);
  await page.goto(`${server.url}/runs/${run_id}`, { waitUntil: "commit" });
  await page.waitForFunction(() => window.opening?.journal_ms !== undefined, null, { timeout: 120_000 });
  const opening = await page.evaluate(() => window.opening);
  await page.waitForTimeout(1_000);
  const mouse = await scrub(page, dragSlider);
  const keys = await scrub(page, holdArrow);
  await page.close();
  return { ...opening, ...mouse, keys_frames_a_second: keys.frames_a_second };
}

/** Runs in the page: when the canvas shows statuses, and when the journal is all there. */
function markOpening(last_seq) {
  window.opening = {};
  const look = () => {
    const marks = window.opening;
    const step = document.querySelector("[data-step-id][data-step-type]:not([data-status='pending'])");
    if (step && marks.canvas_ms === undefined) marks.canvas_ms = performance.now();
    const words = document.querySelector("[data-moment-words]")?.textContent ?? "";
    // The newest event is told once the journal has been read as far as it.
    if (words.includes(`Event ${last_seq.toLocaleString("en")} of`)) {
      requestAnimationFrame(() =>
        setTimeout(() => {
          marks.journal_ms = performance.now();
        }),
      );
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function journalRead(last_seq) {
  const words = document.querySelector("[data-moment-words]")?.textContent;
  return words?.includes(`Event ${last_seq.toLocaleString("en")} of`);
}

async function scrub(page, act) {
  await page.evaluate(() => {
    window.moments = 0;
    const shown = document.querySelector("[data-moment]");
    window.momentsSeen = new MutationObserver((changes) => {
      window.moments += changes.length;
    });
    window.momentsSeen.observe(shown, { attributes: true, attributeFilter: ["data-moment"] });
  });
  const { frames } = await recordFrames(page, () => act(page));
  const moments = await page.evaluate(() => {
    window.momentsSeen.disconnect();
    return window.moments;
  });
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1_000;
  return {
    frames_a_second: frames.length / seconds,
    moments_a_second: moments / seconds,
    p95_ms: percentile(frames, 0.95),
  };
}

/** As a hand does: the pointer goes on whether or not the page keeps up. */
async function dragSlider(page) {
  const slider = page.getByRole("slider", { name: "Moment" });
  const track = await slider.locator("xpath=../..").boundingBox();
  const y = track.y + track.height / 2;
  await page.mouse.move(track.x + 4, y);
  await page.mouse.down();
  const moves = [];
  for (let move = 0; move < MOVES; move++) {
    const there = move < MOVES / 2 ? move : MOVES - move;
    moves.push(page.mouse.move(track.x + 4 + (there / (MOVES / 2)) * (track.width - 20), y));
    await page.waitForTimeout(1_000 / MOVES_A_SECOND);
  }
  await Promise.all(moves);
  await page.mouse.up();
}

async function holdArrow(page) {
  await page.getByRole("slider", { name: "Moment" }).focus();
  for (let press = 0; press < PRESSES; press++) await page.keyboard.press("ArrowLeft");
}

function report(name, rows, key, reached) {
  const value = median(rows.map((row) => row[key]));
  console.log(`${name.padEnd(44)} ${value.toFixed(0).padStart(6)}  ${reached(value) ? "ok" : "OVER"}`);
}
