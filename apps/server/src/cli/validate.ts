import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { StartupError } from "../startup-error.ts";
import { type Command, readArgs } from "./command.ts";
import { issueLine, readSegmentFile } from "./read-segment-file.ts";

const USAGE = "worktrail validate <segment.json> [--json]";

/** Exit code 0 for a segment without errors, 1 for any other. */
export const command: Command = async (args) => {
  const { values, positionals } = readArgs(USAGE, {
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" } },
  });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0)
    throw new StartupError(`Name one segment file. Usage: ${USAGE}.`);
  const parsed = readSegmentFile(path);
  const issues = parsed.ok ? validateSegment(parsed.segment, catalog) : parsed.issues;
  const valid = parsed.ok && !hasErrors(issues);
  if (values.json) console.log(JSON.stringify({ valid, issues }));
  else for (const line of [...issues.map(issueLine), verdict(path, valid, issues.length)]) console.log(line);
  return valid ? 0 : 1;
};

function verdict(path: string, valid: boolean, count: number): string {
  if (!valid) return `${path} cannot run as it is.`;
  return count === 0
    ? `${path} is valid.`
    : `${path} is valid, with ${count} warning${count === 1 ? "" : "s"}.`;
}
