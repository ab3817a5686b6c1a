export type Person = { user_id: string; name: string };

/** Somebody who did something, also after they left. */
export function person(user_id: string, name: string | null): Person {
  return { user_id, name: name ?? "A former member" };
}
