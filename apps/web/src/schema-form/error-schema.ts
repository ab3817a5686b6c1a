import type { ErrorSchema } from "@rjsf/utils";

export type FieldError = { /** JSON Pointer into the form's value. */ path: string; message: string };

type Tree = { __errors?: string[]; [part: string]: Tree | string[] | undefined };

/** Located messages in the shape that the form library hands down to its fields. */
export function errorSchemaOf(errors: readonly FieldError[]): ErrorSchema {
  const root: Tree = {};
  for (const { path, message } of errors) {
    let place = root;
    for (const token of path.split("/").slice(1)) {
      const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const known = Object.hasOwn(place, name) ? place[name] : undefined;
      const next: Tree = known && !Array.isArray(known) ? known : {};
      place[name] = next;
      place = next;
    }
    place.__errors = [...(place.__errors ?? []), message];
  }
  return root as ErrorSchema;
}
