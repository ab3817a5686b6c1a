// The segment that a run is pinned to, with its look-ups; built once per revision.
import { buildGraph, type SegmentGraph } from "@worktrail/shared/segment/graph";
import { type Segment, SegmentSchema } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { ZodError } from "zod";
import { NewerRun } from "../checkpoints/newer-run.ts";
import type { Storage } from "../db/storage.ts";
import type { RunRow } from "../journal/read-journal.ts";

export type Reader = Pick<Storage, "query">;

const KEPT = 200;

export class Graphs {
  readonly #storage: Storage;
  readonly #catalog: Catalog;
  /** By organisation, segment and revision; the least recently used first. */
  readonly #known = new Map<string, SegmentGraph>();

  constructor(storage: Storage, catalog: Catalog) {
    this.#storage = storage;
    this.#catalog = catalog;
  }

  /** @param revision null for a segment that was never saved */
  of(organization_id: string, segment: Segment, revision: number | null): SegmentGraph {
    if (revision === null) return buildGraph(segment, this.#catalog);
    const key = `${organization_id}/${segment.segment_id}/${revision}`;
    return this.#known.get(key) ?? this.#keep(key, buildGraph(segment, this.#catalog));
  }

  /** @param reader the transaction to read in, where one is open */
  async load(
    row: Pick<RunRow, "organization_id" | "segment_id" | "revision" | "document">,
    reader: Reader = this.#storage,
  ): Promise<SegmentGraph> {
    const { organization_id, segment_id, revision } = row;
    const known = this.#known.get(`${organization_id}/${segment_id}/${revision}`);
    if (known) return known;
    const document = row.document ?? (await readRevision(reader, organization_id, segment_id, revision));
    const read = SegmentSchema.safeParse(JSON.parse(document));
    if (!read.success) throw isNewer(read.error) ? new NewerRun("Its segment says more.") : read.error;
    return this.of(organization_id, read.data, revision);
  }

  #keep(key: string, graph: SegmentGraph): SegmentGraph {
    this.#known.set(key, graph);
    if (this.#known.size > KEPT) {
      for (const oldest of this.#known.keys()) {
        this.#known.delete(oldest);
        break;
      }
    }
    return graph;
  }
}

/** What is stored was right when it was: nothing is wrong with it but keys that this version has not heard of. */
const isNewer = ({ issues }: ZodError) => issues.every(({ code }) => code === "unrecognized_keys");

async function readRevision(
  reader: Reader,
  organization_id: string,
  segment_id: string,
  revision: number | null,
): Promise<string> {
  const [row] = await reader.query<{ document: string }>(
    `select document from segment_revisions
     where organization_id = $1 and segment_id = $2 and revision = $3`,
    [organization_id, segment_id, revision],
  );
  if (!row) throw new Error(`Revision ${revision} of the segment ${segment_id} is gone.`);
  return row.document;
}
