// What no answer of the server may hold: stacks, SQL, places on its disk, the operator's keys.
export const CANARY_KEY = "sk-canary-7f3a91c2d4";

const LEAKS: Record<string, RegExp> = {
  "a stack": /\bat [\w.<>[\] ]+ \(.*:\d+:\d+\)|\bat (async )?(file|node):|\.[cm]?[tj]s:\d+/,
  "a module's path": /node_modules|node:internal|file:\/\/\//,
  SQL: /\b(select .+ from|insert into|delete from|update \w+ set|on conflict|violates \w+|relation ")/is,
  "a path of the disk": /(^|[\s"'(])\/(work|tmp|home|root|usr|var|opt|srv|etc)\//,
  "an operator's key": new RegExp(CANARY_KEY),
  "a JavaScript error": /\b(TypeError|RangeError|ReferenceError|SyntaxError|ZodError|Cannot read propert)/,
};

/** Throws, naming what slipped out, when a text that was meant for a client tells of the server's inside. */
export function assertClean(text: string): void {
  for (const [what, pattern] of Object.entries(LEAKS)) {
    const found = pattern.exec(text);
    if (found)
      throw new Error(`An answer shows ${what}: ${JSON.stringify(found[0])} in ${text.slice(0, 600)}`);
  }
}

/** Every message in a value that came from the server, wherever it stands. */
export function assertCleanErrors(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (/^(message|error_message|reason|refusal)$/.test(key) && typeof part === "string") assertClean(part);
    else assertCleanErrors(part);
  }
}
