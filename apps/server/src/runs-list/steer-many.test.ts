import { AppError } from "@worktrail/shared/errors";
import type { RunStatus } from "@worktrail/shared/run/state";
import { expect, test } from "vitest";
import type { Deps } from "../deps.ts";
import { steerMany } from "./steer-many.ts";

const actor = { organization_id: "org", user_id: "user", user_name: "Ada" };

test("a hundred runs are steered a few at a time; each that refuses says why, and stops none of the others", async () => {
  const run_ids = Array.from({ length: 100 }, (_, index) => `run_${index}`);
  const logged: unknown[] = [];
  let [now, most] = [0, 0];
  const cancelRun = async ({ run_id }: { run_id: string }): Promise<{ status: RunStatus }> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    if (run_id.endsWith("7")) throw new AppError("RUN_ENDED", "The run has ended already (completed).");
    if (run_id === "run_50") throw new Error("the database at 10.0.0.1 is gone");
    return { status: "cancelled" };
  };
  const deps = {
    engine: { cancelRun },
    log: { error: (entry: unknown) => logged.push(entry) },
  } as unknown as Pick<Deps, "engine" | "log">;
  const { results } = await steerMany(deps, actor, "cancel", { run_ids: [...run_ids, "run_3"] });
  expect(results.map(({ run_id }) => run_id)).toEqual(run_ids);
  expect(most).toBe(4);
  const refused = results.filter(({ ok }) => !ok);
  expect(refused.map(({ run_id }) => run_id)).toEqual(
    run_ids.filter((run_id) => run_id.endsWith("7") || run_id === "run_50"),
  );
  expect(refused[0]).toMatchObject({ code: "RUN_ENDED", message: "The run has ended already (completed)." });
  const unexpected = refused.find(({ run_id }) => run_id === "run_50");
  expect(unexpected).toMatchObject({ code: "INTERNAL" });
  expect(JSON.stringify(unexpected)).not.toContain("10.0.0.1");
  expect(logged).toMatchObject([{ run_id: "run_50" }]);
});
