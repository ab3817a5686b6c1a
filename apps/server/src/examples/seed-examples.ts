import { AppError } from "@worktrail/shared/errors";
import { eq } from "../db/drizzle-orm.ts";
import { segments } from "../db/schema/index.ts";
import type { Deps } from "../deps.ts";
import { findFirstOwner } from "../identity/memberships.ts";
import { saveSegment } from "../segments/save-segment.ts";
import { exampleSegments } from "./examples.ts";

/**
 * Gives the first organisation the shipped examples, unless it has or had segments: an example that somebody
 * deleted does not come back.
 * @param baseUrl the address of this server, without a slash at its end
 */
export async function seedExamples(deps: Pick<Deps, "storage" | "live">, baseUrl: string): Promise<void> {
  const owner = await findFirstOwner(deps.storage.db);
  if (!owner) return;
  const [present] = await deps.storage.db
    .select({ segment_id: segments.segment_id })
    .from(segments)
    .where(eq(segments.organization_id, owner.organization_id))
    .limit(1);
  if (present) return;
  // Lists show what was saved last first.
  for (const segment of exampleSegments(baseUrl).toReversed()) {
    // Two servers may start for the first time together: the example of either will do.
    await saveSegment(deps, owner, { segment, base_revision: 0 }).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
    });
  }
}
