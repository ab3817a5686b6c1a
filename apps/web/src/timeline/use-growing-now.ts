import { type RefObject, useEffect } from "react";
import type { TimeScale } from "./time-scale.ts";

type Growing = {
  /** Whether there is anything to grow. */
  active: boolean;
  /** Epoch milliseconds of the run's start. */
  origin: number;
  /** Never before this moment, whatever the clock of this machine says. */
  last: number;
  scale: TimeScale;
  px_per_unit: number;
  /** The end of the axis; time that passes it is told. */
  limit: number;
  onPassed: (now: number) => void;
};

const FRAME_MS = 16;
const STILL_MS = 1_000;

/**
 * Lets open bars grow: writes the present into `--now` of an element, in units of the axis, as often as it makes half
 * a pixel of difference, and only while the element is on the screen. React does not render for it.
 */
export function useGrowingNow(element: RefObject<HTMLElement | null>, growing: Growing): void {
  const { active, origin, last, scale, px_per_unit, limit, onPassed } = growing;
  useEffect(() => {
    const node = element.current;
    if (!active || !node) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const wait = still ? STILL_MS : Math.min(STILL_MS, 0.5 / px_per_unit);
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let visible = true;
    const grow = () => {
      const now = Math.max(last, Date.now() - origin);
      node.style.setProperty("--now", String(scale.toUnits(now)));
      if (now > limit) onPassed(now);
      if (!visible) return;
      if (wait <= FRAME_MS) frame = requestAnimationFrame(grow);
      else timer = setTimeout(() => (frame = requestAnimationFrame(grow)), wait);
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const watcher = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? true;
      stop();
      if (visible) grow();
    });
    watcher.observe(node);
    grow();
    return () => {
      stop();
      watcher.disconnect();
    };
  }, [element, active, origin, last, scale, px_per_unit, limit, onPassed]);
}
