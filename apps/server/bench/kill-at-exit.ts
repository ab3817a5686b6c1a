// No process of the bench outlives it, however it ends.
const kills = new Set<() => void>();

process.once("exit", () => {
  for (const kill of kills) kill();
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

export function killAtExit(kill: () => void): void {
  kills.add(kill);
}
