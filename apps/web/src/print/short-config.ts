import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

const LONGEST = 140;
const MOST = 8;

/** The settings of a step as a reader of a printed page wants them: one line each, cut where they are long. */
export function shortConfig(config: JsonObject): { key: string; value: string }[] {
  const entries = Object.entries(config).filter(([, value]) => value !== null && value !== "");
  const shown = entries.slice(0, MOST).map(([key, value]) => ({ key, value: short(value) }));
  const left = entries.length - shown.length;
  return left > 0 ? [...shown, { key: "…", value: `and ${left} more` }] : shown;
}

function short(value: JsonValue): string {
  if (!isJsonObject(value)) return shortText(typeof value === "string" ? value : JSON.stringify(value));
  const parts = Object.entries(value).map(
    ([key, part]) => `${key}: ${typeof part === "string" ? part : JSON.stringify(part)}`,
  );
  return shortText(parts.join("; "));
}

/** The text on one line, cut where it is long. */
export function shortText(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
