import { type Person, person } from "./person.ts";
import type { findHead } from "./repo.ts";

type Head = NonNullable<Awaited<ReturnType<typeof findHead>>>;

export type Published = {
  published_revision: number | null;
  published_at: string | null;
  published_by: Person | null;
};

/** Which revision is published, since when and by whom; all null while none is. */
export function publishedOf(head: Head): Published {
  const { published_revision, published_at, published_by, published_by_name } = head;
  return {
    published_revision,
    published_at: published_at?.toISOString() ?? null,
    published_by: published_by === null ? null : person(published_by, published_by_name),
  };
}
