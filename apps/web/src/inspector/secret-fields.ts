/** Whether a place lies at or below a pattern: a JSON Pointer in which `*` stands for any one token. */
export function matchesPattern(path: string, pattern: string): boolean {
  const tokens = path.split("/");
  return pattern.split("/").every((wanted, index) => wanted === "*" || wanted === tokens[index]);
}
