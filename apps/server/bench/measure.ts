import type { BenchDatabase, DatabaseKind, Place } from "./databases.ts";
import type { Line } from "./line.ts";

export type BenchContext = { database: BenchDatabase; rounds: number };

/** Everything that is measured has a file below `measures` and a line in `bench.ts`. */
export type Measure = {
  name: string;
  /** Left out where both can be measured. */
  only_on?: DatabaseKind;
  run(context: BenchContext): Promise<Line[]>;
};

/** Lends a fresh database, which is gone afterwards. */
export async function withPlace<Result>(
  { database }: BenchContext,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const place = await database.makePlace();
  try {
    return await work(place);
  } finally {
    await place.drop();
  }
}
