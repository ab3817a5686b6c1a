import type { FastifyRequest } from "fastify";

/** Whether a request names this server as the page that it comes from, as browsers do with every change. */
export function isSameOrigin(
  { headers: { origin, host } }: FastifyRequest,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin);
}
