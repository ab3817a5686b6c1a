export const ROLES = ["viewer", "member", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, in which organisation, with what role: everything that a service may know about a caller. */
export type Actor = {
  user_id: string;
  user_name: string;
  organization_id: string;
  /** The project that new segments go to. */
  project_id: string;
  role: Role;
  /** `session`: a browser's cookie. `token`: the API token of the environment. */
  via: "session" | "token";
};

/** The strongest of the roles that better-auth keeps as one comma-separated text; null for none that is known. */
export function strongestRole(stored: string): Role | null {
  const held = stored.split(",").map((name) => name.trim());
  return ROLES.findLast((role) => held.includes(role)) ?? null;
}
