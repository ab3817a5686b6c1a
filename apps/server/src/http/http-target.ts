// Which addresses a step may name. What the names resolve to is checked later, where the connection is made.
import { StepFailure } from "@worktrail/shared/step/failure";

export type HttpPolicy = {
  /** `host:port` pairs that the operator allows although they are private. */
  allow_hosts: readonly string[];
  /** `host:port` pairs under which this server itself answers: of them only `/demo/` may be called. */
  own_hosts: () => readonly string[];
};

/** Ports of services that speak no HTTP, where a request could be read as a command. */
const CLOSED_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514,
  515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521, 1719, 1720,
  1723, 2049, 2375, 2376, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667,
  6668, 6669, 6679, 6697, 9100, 10080, 11211, 27017,
]);

/**
 * Reads the address of a call and refuses what no step may call.
 * @throws StepFailure `HTTP_REFUSED` with a sentence that says what to change.
 */
export function parseTarget(address: string, policy: HttpPolicy, base?: URL): URL {
  const url = URL.parse(address.trim(), base?.href);
  if (!url) throw refused(`"${excerpt(address)}" is not a web address. Write it as https://host/path.`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(`An address must start with http:// or https://, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refused("Take the user name and password out of the address, and send them in a header instead.");
  }
  url.hash = "";
  const host = hostAndPort(url);
  if (isAllowed(host, policy)) return url;
  if (policy.own_hosts().includes(host)) {
    if (url.pathname.startsWith("/demo/")) return url;
    throw refused(
      "Worktrail does not call itself. Of this server only the addresses under /demo/ can be called.",
    );
  }
  const port = portOf(url);
  if (CLOSED_PORTS.has(port))
    throw refused(`Port ${port} is not used for web requests, so it was not called.`);
  return url;
}

/** Whether the connection may go to a private address: the target passed `parseTarget` before. */
export function mayBePrivate(host: string, policy: HttpPolicy): boolean {
  return isAllowed(host, policy) || policy.own_hosts().includes(host);
}

/** Whether a target that passed `parseTarget` is this server's demo endpoint. */
export function isOwnDemo(url: URL, policy: HttpPolicy): boolean {
  return policy.own_hosts().includes(hostAndPort(url)) && url.pathname.startsWith("/demo/");
}

export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

export function refused(message: string): StepFailure {
  return new StepFailure("HTTP_REFUSED", message);
}

function isAllowed(host: string, policy: HttpPolicy): boolean {
  return policy.allow_hosts.some((allowed) => allowed.toLowerCase() === host);
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

function excerpt(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
