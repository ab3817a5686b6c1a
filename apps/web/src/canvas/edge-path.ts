// The line between two ports: leaves to the right, arrives from the left, and swings wide when it has to go back.

const SHORTEST_HANDLE = 24;
const LONGEST_HANDLE = 240;

export type Ends = { sourceX: number; sourceY: number; targetX: number; targetY: number };

export function edgePath({ sourceX, sourceY, targetX, targetY }: Ends): string {
  const across = targetX - sourceX;
  const wanted = across >= 0 ? Math.max(across * 0.5, SHORTEST_HANDLE) : SHORTEST_HANDLE - across * 0.6;
  const handle = Math.min(wanted, LONGEST_HANDLE);
  return `M${sourceX},${sourceY} C${sourceX + handle},${sourceY} ${targetX - handle},${targetY} ${targetX},${targetY}`;
}
