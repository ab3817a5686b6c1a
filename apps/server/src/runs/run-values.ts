// What `runs.get` and `runs.value` tell of large values: a few come with the run, the rest on demand.
import { AppError } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import type { RunState } from "@worktrail/shared/run/state";
import { storedIn, withStored } from "@worktrail/shared/run/stored-values";
import type { Storage } from "../db/storage.ts";
import { readValues } from "../values/repo.ts";

/** Characters of all large values that come with a run; one that stands at two places counts twice. */
const TOLD_CHARACTERS = 5_000_000;

type RunKey = { organization_id: string; run_id: string };

/** What people are told of a state: input and outputs, of the run and of its steps. */
const isTold = ({ path }: StoredValue) => /^\/(input$|outputs\/|steps\/[^/]+\/outputs\/)/.test(path);

/** @returns the state with as many of its large values as may come along, and the places of those that may not */
export async function withSomeValues(
  storage: Storage,
  run: RunKey,
  state: RunState,
): Promise<{ state: RunState; stored: StoredValue[] }> {
  const places = storedIn(state).filter(isTold);
  if (places.length === 0) return { state, stored: [] };
  let left = TOLD_CHARACTERS;
  const told = places.filter(({ bytes }) => {
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
  const values = await readValues(
    storage,
    run,
    told.map(({ hash }) => hash),
  );
  return { state: withStored(state, told, values), stored: places.filter((place) => !told.includes(place)) };
}

/** @throws AppError `NOT_FOUND` for a value that the run does not refer to */
export async function readRunValue(
  storage: Storage,
  run: RunKey,
  hash: string,
): Promise<{ value: JsonValue }> {
  const value = (await readValues(storage, run, [hash])).get(hash);
  if (value === undefined)
    throw new AppError("NOT_FOUND", `The run ${run.run_id} has no such value.`, { path: "/hash" });
  return { value };
}
