// The one place where outgoing connections are made: a name is resolved here, once, and the connection goes to an
// address that was checked. There is no second look-up that could answer differently.
import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { networkInterfaces } from "node:os";
import { buildConnector } from "undici";
import { type HttpPolicy, mayBePrivate, refused } from "./http-target.ts";
import { isPublicAddress } from "./public-address.ts";

/** Means this machine everywhere, whatever a resolver says. */
const LOCAL_NAME = /(^|\.)localhost\.?$/;

/** Resolves a name to all its addresses. */
export type ResolveHost = (
  host: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export const resolveHost: ResolveHost = (host, callback) =>
  dnsLookup(host, { all: true, order: "verbatim" }, callback);

export function checkedConnector(policy: HttpPolicy, resolve: ResolveHost): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    const name = options.hostname.replace(/^\[|\]$/g, "");
    const host = `${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
    const trusted = mayBePrivate(host, policy);
    if (!trusted && (LOCAL_NAME.test(name) || (isIP(name) !== 0 && !mayConnect(name, port, policy)))) {
      callback(privateAddress(host), null);
      return;
    }
    const connect = buildConnector({
      allowH2: false,
      timeout: 10_000,
      lookup: checkedLookup(resolve, (address) => trusted || mayConnect(address, port, policy), host),
    });
    connect(options, callback);
  };
}

function checkedLookup(
  resolve: ResolveHost,
  accepts: (address: string) => boolean,
  host: string,
): LookupFunction {
  return (name, options, callback) => {
    resolve(name, (error, addresses) => {
      const first = addresses?.[0];
      if (error) callback(error, []);
      else if (!first)
        callback(Object.assign(new Error(`No address for ${name}`), { code: "ENOTFOUND" }), []);
      // One private address among public ones is refused too: which of them is used is not for the name to choose.
      else if (!addresses.every(({ address }) => accepts(address))) callback(privateAddress(host), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function mayConnect(address: string, port: number, policy: HttpPolicy): boolean {
  return isPublicAddress(address) && !isOwnServer(address, port, policy);
}

/** A server that listens on a public address could be reached by any name that leads there. */
function isOwnServer(address: string, port: number, policy: HttpPolicy): boolean {
  if (!policy.own_hosts().some((host) => host.endsWith(`:${port}`))) return false;
  return Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === address));
}

function privateAddress(host: string) {
  return refused(
    `${host} is an address of a private network, so it was not called. The operator of this server can allow it by adding ${host} to WORKTRAIL_ALLOW_HOSTS.`,
  );
}
