// What people do while a server lives.
import type { Client } from "./client.ts";
import type { Scene } from "./scene.ts";

const PEOPLE = 4;

/**
 * Starts, answers and steers until it is stopped; at most `starts` new runs.
 * @returns ends it, and waits for what was asked last
 */
export function startTraffic(scene: Scene, client: Client, starts: number): () => Promise<void> {
  const { random, flows } = scene;
  let stopped = false;
  let left = starts;
  const act = async (): Promise<void> => {
    const draw = random.next();
    if (left > 0 && draw < 0.7) {
      left -= 1;
      await client.startNew(random.pick(flows), `seed-${scene.seed}`);
    } else if (draw < 0.85) await client.answerTasks(0.5);
    else await client.steer();
  };
  const person = async () => {
    while (!stopped) {
      await act();
      // What it asks for next depends on the answer; a server with nothing new to tell is not asked in a tight loop.
      if (left <= 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const people = [client.repeatStarts(), ...Array.from({ length: PEOPLE }, person)];
  return async () => {
    stopped = true;
    await Promise.all(people);
    client.close();
  };
}
