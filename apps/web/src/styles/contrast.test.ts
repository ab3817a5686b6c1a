import { readFileSync } from "node:fs";
import { PAPER_COLORS } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";

type Lab = readonly [lightness: number, a: number, b: number];
type Theme = "light" | "dark";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = readTokens(css);

const grounds = ["sunken", "surface", "raised"];
const textCarrying = [...tokens.keys()].filter((name) =>
  /^(text|muted|(accent|danger|warning|success|info)-text|category-.*|status-.*)$/.test(name),
);

function readTokens(source: string): Map<string, Record<Theme, Lab>> {
  const line = /--([a-z-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g;
  return new Map(
    [...source.matchAll(line)].map(([, name = "", light = "", dark = ""]) => [
      name,
      { light: toLab(light), dark: toLab(dark) },
    ]),
  );
}

function toLab(oklch: string): Lab {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map(Number);
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

function mix(front: Lab, back: Lab, share: number): Lab {
  const [l, a, b] = front.map((value, index) => value * share + (back[index] ?? 0) * (1 - share));
  return [l ?? 0, a ?? 0, b ?? 0];
}

/** Linear sRGB, cut to the gamut as a screen does. */
function toRgb([lightness, a, b]: Lab): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function contrast(first: Lab, second: Lab): number {
  const luminance = (lab: Lab) => {
    const [r, g, b] = toRgb(lab);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [luminance(first), luminance(second)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function token(name: string, theme: Theme): Lab {
  const found = tokens.get(name);
  if (!found) throw new Error(`tokens.css has no --${name}`);
  return found[theme];
}

test("the reading of the tokens knows black on white", () => {
  expect(contrast(toLab("1 0 0"), toLab("0 0 0"))).toBeCloseTo(21, 1);
  expect(textCarrying.length).toBeGreaterThanOrEqual(23);
  for (const color of PAPER_COLORS) expect(tokens.has(`paper-${color}`), color).toBe(true);
});

describe.each<Theme>(["light", "dark"])("in the %s theme", (theme) => {
  test.each(textCarrying)("%s is legible as text on every ground and on its own tint", (name) => {
    for (const ground of grounds) {
      const back = token(ground, theme);
      const front = token(name, theme);
      expect(contrast(front, back), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      expect(
        contrast(front, mix(front, back, 0.1)),
        `${name} on its tint over ${ground}`,
      ).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(["text", "muted", "accent-text", "danger-text"])("%s is legible on a hovered row", (name) => {
    expect(contrast(token(name, theme), token("hover", theme))).toBeGreaterThanOrEqual(4.5);
  });

  const papers = [...tokens.keys()].filter((name) => /^paper-[a-z]+$/.test(name));
  test.each(papers)("words, faint words and links are legible on %s", (paper) => {
    for (const front of ["text", "muted", "accent-text"]) {
      expect(contrast(token(front, theme), token(paper, theme)), front).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([
    ["accent-contrast", "accent"],
    ["accent-contrast", "accent-hover"],
    ["danger-contrast", "danger"],
    ["danger-contrast", "danger-hover"],
    ["inverse-text", "inverse"],
  ])("%s is legible on %s", (front, back) => {
    expect(contrast(token(front, theme), token(back, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["line-strong", "ring"])("%s stands out from every ground", (name) => {
    for (const ground of grounds) {
      expect(contrast(token(name, theme), token(ground, theme)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});
