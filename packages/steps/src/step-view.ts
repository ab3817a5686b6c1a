import type { JsonObject } from "@worktrail/shared/json";
import type { LucideIcon } from "lucide-react";

/** What a step type shows on its card. */
export type StepView = {
  readonly Icon: LucideIcon;
  /** One line that says what the step will do. Total: a half-written config gets a line too. */
  readonly caption: (config: JsonObject) => string;
};

/** A text of a half-written config on one line; empty where there is none. */
export function captionText(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "";
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
