import { createAuthClient } from "better-auth/client";
import { organizationClient } from "better-auth/client/plugins";

/** Speaks to `/api/auth` of the server that sent the page. */
export const authClient = createAuthClient({ plugins: [organizationClient()] });
