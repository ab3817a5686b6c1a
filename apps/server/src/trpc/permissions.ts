import type { Role } from "../identity/actor.ts";

export const PERMISSIONS = ["read", "edit", "run", "respond", "administer"] as const;
/**
 * `read`: see everything of the organisation. `edit`: change segments. `run`: start and steer runs.
 * `respond`: answer tasks. `administer`: people, settings, secrets.
 */
export type Permission = (typeof PERMISSIONS)[number];

const GRANTS: Record<Role, readonly Permission[]> = {
  viewer: ["read"],
  member: ["read", "edit", "run", "respond"],
  admin: ["read", "edit", "run", "respond", "administer"],
  owner: ["read", "edit", "run", "respond", "administer"],
};

/** The one place that decides what a role may do. */
export const permissionsOf = (role: Role): readonly Permission[] => GRANTS[role];
