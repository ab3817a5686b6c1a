import type { LiveSocket } from "./live-types.ts";

/** Bytes or packets that wait for one slow reader. It is cut off there, and catches up from the journal. */
const MAX_WAITING_BYTES = 8_000_000;
const MAX_WAITING_PACKETS = 1_000;
/** Packets that one client may send in a second: enough to watch a thousand runs at once. */
const MAX_PACKETS_PER_SECOND = 2_000;

/** Whether more waits for this socket than it can have missed by bad luck. */
export function isTooSlow({ conn }: LiveSocket): boolean {
  const waiting: unknown = Reflect.get(conn, "writeBuffer");
  const packets: unknown[] = Array.isArray(waiting) ? waiting : [];
  if (packets.length > MAX_WAITING_PACKETS) return true;
  const raw: unknown = Reflect.get(conn.transport, "socket");
  const sent = typeof raw === "object" && raw !== null ? Number(Reflect.get(raw, "bufferedAmount")) || 0 : 0;
  return packets.reduce((bytes: number, packet) => bytes + sizeOf(packet), sent) > MAX_WAITING_BYTES;
}

function sizeOf(packet: unknown): number {
  const data: unknown = typeof packet === "object" && packet !== null ? Reflect.get(packet, "data") : null;
  return typeof data === "string" ? data.length : 0;
}

/** A question to ask for every packet of one client. */
export function isFlooding(): () => boolean {
  let second = 0;
  let packets = 0;
  return () => {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) packets = 0;
    second = now;
    packets += 1;
    return packets > MAX_PACKETS_PER_SECOND;
  };
}
