import { queryOptions } from "@tanstack/react-query";
import { RequestError } from "../api/errors.ts";
import { authClient } from "./auth-client.ts";

interface AuthAnswer<Data> {
  data: Data | null;
  error: { status: number; message?: string | undefined } | null;
}

/** Gives the data, or throws a sentence: without a status the server was not reached at all. */
async function ask<Data>(request: () => Promise<AuthAnswer<Data>>): Promise<Data | null> {
  const { data, error } = await request().catch(() => {
    throw RequestError.unreachable();
  });
  if (!error) return data;
  if (error.status === 0 || error.status >= 500) throw RequestError.unreachable();
  throw new RequestError(
    error.status === 401 ? "UNAUTHORIZED" : "BAD_REQUEST",
    error.message ?? "The request was refused.",
  );
}

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => ask(() => authClient.getSession()),
  staleTime: 60_000,
});

/** The organisations of the signed-in person. */
export const organizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: async () => (await ask(() => authClient.organization.list())) ?? [],
  staleTime: 300_000,
});

export async function signIn(email: string, password: string): Promise<void> {
  await ask(() => authClient.signIn.email({ email, password }));
}

/** Whether the signed-in person has a password, or has only ever come in by a link. */
export const hasPasswordQuery = queryOptions({
  queryKey: ["has-password"],
  queryFn: async () => {
    const accounts = (await ask(() => authClient.listAccounts())) ?? [];
    return accounts.some(({ providerId }) => providerId === "credential");
  },
});

export async function setFirstPassword(newPassword: string): Promise<void> {
  await ask(() => authClient.$fetch("/first-password", { method: "POST", body: { newPassword } }));
}

/** Signs every other browser of this person out. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await ask(() => authClient.changePassword({ currentPassword, newPassword, revokeOtherSessions: true }));
}

/** Ends the session and starts the page afresh, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await ask(() => authClient.signOut());
  window.location.assign("/sign-in");
}

export async function switchOrganization(organizationId: string): Promise<void> {
  await ask(() => authClient.organization.setActive({ organizationId }));
  window.location.assign("/");
}
