import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PICTURE_TOKENS } from "./picture-tokens.ts";

const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");

test.each(Object.entries(PICTURE_TOKENS))("%s is the token of the page", (name, themes) => {
  const found = new RegExp(`--${name}: light-dark\\(oklch\\(([\\d. ]+)\\), oklch\\(([\\d. ]+)\\)\\);`).exec(
    css,
  );
  expect({ light: toHex(found?.[1] ?? ""), dark: toHex(found?.[2] ?? "") }).toEqual(themes);
});

function toHex(oklch: string): string {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(toByte).join("")}`;
}

function toByte(linear: number): string {
  const cut = Math.min(1, Math.max(0, linear));
  const value = cut <= 0.0031308 ? 12.92 * cut : 1.055 * cut ** (1 / 2.4) - 0.055;
  return Math.round(value * 255)
    .toString(16)
    .padStart(2, "0");
}
