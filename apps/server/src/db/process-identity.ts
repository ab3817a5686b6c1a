// Tells a process from a later one that was given the same pid, by the moment it started.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Start of a living process as an opaque text, or null when there is no such process. */
export function processStart(pid: number): string | null {
  if (process.platform === "linux") return startFromProc(pid);
  return startFromPs(pid);
}

function startFromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name stands in brackets and may itself hold spaces and brackets; fields count from after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    const start = fields[19];
    return state === "Z" || state === "X" || start === undefined ? null : start;
  } catch {
    return null;
  }
}

function startFromPs(pid: number): string | null {
  try {
    const options = { encoding: "utf8", env: { ...process.env, LC_ALL: "C" }, stdio: "pipe" } as const;
    const start = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], options).trim();
    return start === "" ? null : start;
  } catch {
    return isAlive(pid) ? "unknown" : null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
