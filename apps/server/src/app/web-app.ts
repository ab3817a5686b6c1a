// The built web app: its files, and its page for every address that people may open or reload.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuse } from "./refusal.ts";

const DIST = fileURLToPath(new URL("../../../web/dist", import.meta.url));
const PAGE = "index.html";

/** Only what comes from this server runs; styles may be inline because the canvas positions its nodes by them. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const ONE_YEAR = "public, max-age=31536000, immutable";

/** Serves the web app, and answers whatever no other route knows. */
export function serveWebApp(app: FastifyInstance, dist = DIST): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
    reply.header("referrer-policy", "same-origin");
    reply.header("cross-origin-opener-policy", "same-origin");
  });
  const built = existsSync(dist);
  if (built) {
    app.register(fastifyStatic, {
      root: dist,
      cacheControl: false,
      // Files under assets/ carry a hash in their name: another content has another name.
      setHeaders: (reply, path) => {
        reply.header("cache-control", path.startsWith(`${dist}/assets/`) ? ONE_YEAR : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return refuse(reply, "NOT_FOUND", "There is nothing at this address.");
    if (!built) return refuse(reply, "UNAVAILABLE", "The web app is not built yet; `npm start` builds it.");
    return reply.sendFile(PAGE);
  });
}

/** A person's address has no file ending and belongs to no interface of the server. */
function isPage({ method, url }: FastifyRequest): boolean {
  const [path = ""] = url.split("?");
  return (
    (method === "GET" || method === "HEAD") &&
    !/^\/(trpc|api|hooks|assets)(\/|$)/.test(path) &&
    !/\.\w+$/.test(path)
  );
}
