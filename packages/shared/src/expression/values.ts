/** The values that an expression computes with: JSON, and four kinds that exist only inside an evaluation. */
import { fail } from "./failure.ts";

export class Timestamp {
  readonly epoch_ms: number;
  constructor(epochMs: number) {
    this.epoch_ms = epochMs;
  }
}

export class Duration {
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

/** What `.?` yields: a value that may be absent. */
export class Optional {
  readonly present: boolean;
  readonly value: unknown;
  constructor(present: boolean, value: unknown) {
    this.present = present;
    this.value = value;
  }
}

export const NONE = new Optional(false, null);

export type ValueMap = Readonly<Record<string, unknown>>;
export type Kind =
  | "null"
  | "boolean"
  | "number"
  | "text"
  | "list"
  | "map"
  | "timestamp"
  | "duration"
  | "optional";

/**
 * Classifies a value without touching any of its properties: only plain data counts, so that class
 * instances, functions and getters of the host never become reachable.
 */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "undefined":
      return "null";
    case "object":
      return value === null ? "null" : kindOfObject(value);
    default:
      return notJson();
  }
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return "list";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof Duration) return "duration";
  if (value instanceof Optional) return "optional";
  return isPlainObject(value) ? "map" : notJson();
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}

function notJson(): never {
  return fail("not_json", "This value is not plain JSON, so an expression cannot use it.");
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isMap(value: unknown): value is ValueMap {
  return kindOf(value) === "map";
}

/** Reads an own property only; `undefined` when there is none. */
export function ownValue(map: ValueMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Starts a map that a computed key may be written to. */
export function emptyMap(): Record<string, unknown> {
  return {};
}

/** Writes a computed key. `__proto__` would change the object instead of filling it. */
export function setKey(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") fail("unsafe_key", 'A map cannot have the key "__proto__". Choose another name.');
  map[key] = value;
}

/** Names a kind inside a sentence. */
export function describeKind(value: unknown): string {
  const kind = kindOf(value);
  switch (kind) {
    case "null":
      return "null";
    case "optional":
      return "an optional value";
    default:
      return `a ${kind}`;
  }
}
