/** Templates inside the JSON config of a step. */
import { ExpressionFailure, fail } from "./failure.ts";
import { EXPRESSION_LIMITS, INLINE_BUDGET } from "./limits.ts";
import { Meter } from "./meter.ts";
import type { ExpressionScope } from "./scope.ts";
import { evaluateTemplateWith, hasTemplate, parseTemplate } from "./template.ts";
import { isList, isMap, setKey } from "./values.ts";

export type ConfigOptions = {
  /** JSON Pointers of values that are taken as they are, for example `/expression`. */
  skip?: readonly string[];
  /** JSON Pointers of the values, with all below them, in which templates may name `secrets`. */
  secret_fields?: readonly string[];
  secrets?: Record<string, string>;
  /** Work units for the whole config, `INLINE_BUDGET` by default. */
  budget?: number | undefined;
};

/** A text of a config that has placeholders, with its JSON Pointer. */
export type ConfigTemplate = { path: string; text: string };

/**
 * Evaluates every template in a config; keys are never templates. A failure carries the JSON Pointer of its text.
 */
export function evaluateConfig(
  config: unknown,
  scope: ExpressionScope,
  options: ConfigOptions = {},
): unknown {
  const meter = new Meter(options.budget ?? INLINE_BUDGET);
  checkPlaceholderCount(config, options.skip);
  const { secrets, secret_fields = [] } = options;
  const withSecrets = secrets ? { ...scope, secrets } : scope;
  const maySeeSecrets = (path: string) =>
    secret_fields.some((field) => path === field || path.startsWith(`${field}/`));
  return mapTexts(config, "", 0, new Set(options.skip ?? []), (text, path) =>
    evaluateAt(text, path, maySeeSecrets(path) ? withSecrets : scope, meter),
  );
}

/** The texts of a config that have placeholders. */
export function templatesOf(config: unknown, skip: readonly string[] = []): ConfigTemplate[] {
  const found: ConfigTemplate[] = [];
  mapTexts(config, "", 0, new Set(skip), (text, path) => {
    if (hasTemplate(text)) found.push({ path, text });
    return text;
  });
  return found;
}

function checkPlaceholderCount(config: unknown, skip: readonly string[] | undefined): void {
  let count = 0;
  for (const { text, path } of templatesOf(config, skip)) {
    const parsed = parseTemplate(text);
    if (parsed.ok) count += parsed.segments.filter((segment) => segment.kind === "expression").length;
    if (count > EXPRESSION_LIMITS.template_placeholders) {
      const failure = new ExpressionFailure(
        "too_many_placeholders",
        "A step can have at most 1,000 placeholders.",
      );
      failure.path = path;
      throw failure;
    }
  }
}

function evaluateAt(text: string, path: string, scope: ExpressionScope, meter: Meter): unknown {
  try {
    return evaluateTemplateWith(text, scope, meter);
  } catch (error) {
    if (error instanceof ExpressionFailure) error.path = path;
    throw error;
  }
}

function mapTexts(
  value: unknown,
  path: string,
  depth: number,
  skip: ReadonlySet<string>,
  visit: (text: string, path: string) => unknown,
): unknown {
  if (depth > EXPRESSION_LIMITS.config_depth)
    fail("too_deep", "This config is nested too deeply. Flatten it.");
  if (skip.has(path)) return value;
  if (typeof value === "string") return visit(value, path);
  if (isList(value))
    return value.map((item, index) => mapTexts(item, `${path}/${index}`, depth + 1, skip, visit));
  if (!isMap(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const pointer = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    setKey(result, key, mapTexts(item, pointer, depth + 1, skip, visit));
  }
  return result;
}
