/** Whether a place lies at or below a pattern: a JSON Pointer in which `*` stands for any one token. */
export function matchesPattern(path: string, pattern: string): boolean {
  const tokens = path.split("/");
  const wanted = pattern.split("/");
  return (
    wanted.length <= tokens.length && wanted.every((token, index) => token === "*" || token === tokens[index])
  );
}
