// A run with a long journal: calls that fail and are tried again, as often as a step may be, beside a chain of steps.
export const EVENTS = 10_000;

const ATTEMPTS = 100;
const EVENTS_OF_AN_ATTEMPT = 3;
const CHAIN = 60;

/** Starts it and waits for its end. */
export async function makeLongRun({ url, call }, events = EVENTS) {
  const calls = Math.ceil(events / (ATTEMPTS * EVENTS_OF_AN_ATTEMPT));
  const steps = [...chain(), ...Array.from({ length: calls }, (_, index) => failing(index, url))];
  const edges = Array.from({ length: CHAIN - 1 }, (_, index) => ({
    source_step: `chain_${index}`,
    source_port: "output",
    target_step: `chain_${index + 1}`,
    target_port: "input",
  }));
  const segment = { segment_id: "long_run", name: "A long run", version: "1.0.0", steps, edges };
  await call("segments.save", { segment }, "mutation");
  const { run_id } = await call("runs.start", { segment_id: "long_run", input: {} }, "mutation");
  for (;;) {
    const { status, last_seq } = await call("runs.get", { run_id });
    if (status === "completed") return { run_id, last_seq, steps: steps.length };
    if (status === "failed") throw new Error("The long run failed.");
    await new Promise((done) => setTimeout(done, 500));
  }
}

function chain() {
  return Array.from({ length: CHAIN }, (_, index) => ({
    step_id: `chain_${index}`,
    step_type: "transform",
    config: { expression: "1" },
    position: { x: (index % 12) * 280, y: Math.floor(index / 12) * 120 },
  }));
}

function failing(index, url) {
  return {
    step_id: `call_${index}`,
    step_type: "http_action",
    config: { url: `${url}/demo/status/503`, method: "GET" },
    retry: { max_attempts: ATTEMPTS, delay_seconds: 0.001, backoff: 1 },
    on_error: "continue",
    position: { x: (index % 12) * 280, y: 700 + Math.floor(index / 12) * 120 },
  };
}
