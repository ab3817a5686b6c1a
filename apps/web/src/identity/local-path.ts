/** The path when it leads to a page of this app, else undefined: a sign-in link must not lead on to another site. */
export function localPath(path: string | undefined): string | undefined {
  return path && /^\/(?![/\\])/.test(path) && !/[\t\n\r]/.test(path) ? path : undefined;
}
