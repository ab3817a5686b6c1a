// People at one server: they start runs, answer, cancel, pause, and watch; the server may be gone at any moment.
import type { Client as Socket } from "../src/contract/testing/socket.ts";
import { connect, watch } from "../src/contract/testing/socket.ts";
import { type Flow, UNANSWERED } from "./flows.ts";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";

/** `null`: the server went away, and nobody knows whether it did what it was asked. */
export type Reply = { data: unknown } | { code: string; message: string } | null;

type OpenTask = { task_id: string; run_id: string; title: string; actions: { action: string }[] };

/** A paused server answers nobody; whoever asked it asks again. */
const REPLY_MS = 20_000;

export class Client {
  readonly #url: string;
  readonly #token: string;
  readonly #ledger: Ledger;
  readonly #random: Random;
  #socket: Socket | null = null;
  #closed = false;

  constructor(url: string, token: string, ledger: Ledger, random: Random) {
    this.#url = url;
    this.#token = token;
    this.#ledger = ledger;
    this.#random = random;
  }

  /** Connects a socket that watches some of the runs which are still open. */
  async watchOpenRuns(most: number): Promise<void> {
    const { told } = this.#ledger;
    try {
      this.#socket = await connect(this.#url, { token: this.#token });
    } catch {
      return;
    }
    const session = ++this.#ledger.sessions;
    this.#socket.on(
      "run:events",
      ({ run_id, events }) => void told.batches.push({ session, run_id, events }),
    );
    for (const run_id of [...this.#ledger.open].slice(-most)) void this.#watch(run_id);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
  }

  async call(kind: "query" | "mutation", procedure: string, input: unknown): Promise<Reply> {
    const headers = { authorization: `Bearer ${this.#token}`, "content-type": "application/json" };
    const query = kind === "query" ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
    const body = kind === "query" ? {} : { method: "POST", body: JSON.stringify(input) };
    try {
      const signal = AbortSignal.timeout(REPLY_MS);
      const response = await fetch(`${this.#url}/trpc/${procedure}${query}`, { headers, signal, ...body });
      // A server that is leaving.
      if (response.status === 503) return null;
      const answer = (await response.json()) as {
        result?: { data?: unknown };
        error?: { message: string; data?: { code?: string } };
      };
      if (!answer.error) return { data: answer.result?.data };
      return { code: answer.error.data?.code ?? "UNKNOWN", message: answer.error.message };
    } catch {
      return null;
    }
  }

  async startNew(flow: Flow, prefix: string): Promise<void> {
    this.#ledger.asked += 1;
    await this.start(flow, `${prefix}-${this.#ledger.asked}`);
  }

  /** Asks once; without an answer the start is asked again later, with the same key. */
  async start(flow: Flow, idempotency_key: string): Promise<void> {
    const { segment, input } = flow;
    const reply = await this.call("mutation", "runs.start", { segment, input, idempotency_key });
    if (reply === null || !("data" in reply)) {
      if (reply && !passing(reply.code)) this.#surprise("runs.start", reply);
      this.#ledger.unsure_starts.push({ flow, idempotency_key });
      return;
    }
    const { run_id } = reply.data as { run_id: string };
    this.#ledger.told.starts.push({ run_id, idempotency_key });
    this.#ledger.open.add(run_id);
    if (segment.steps.some(({ step_type }) => step_type === "sub_segment")) this.#ledger.above.add(run_id);
    this.#ledger.acknowledged();
    void this.#watch(run_id);
  }

  /** Asks again for what was not acknowledged. */
  async repeatStarts(): Promise<void> {
    const unsure = this.#ledger.unsure_starts.splice(0);
    await Promise.all(unsure.map(({ flow, idempotency_key }) => this.start(flow, idempotency_key)));
  }

  /** Answers open tasks: each of them, or some. */
  async answerTasks(share: number): Promise<void> {
    const reply = await this.call("query", "tasks.list", { status: "open" });
    if (reply === null || !("data" in reply)) return;
    const { tasks } = reply.data as { tasks: OpenTask[] };
    const mine = tasks.filter(({ title }) => title !== UNANSWERED && this.#random.chance(share));
    for (const task of mine) await this.#answer(task);
  }

  async #answer({ task_id, run_id, actions }: OpenTask): Promise<void> {
    const { answers, told } = this.#ledger;
    // Of a lost attempt nobody here knows that it was done: that answer would ask for what it returned.
    const possible = actions.map(({ action }) => action).filter((action) => action !== "completed");
    const first = { run_id, task_id, action: this.#random.pick(possible) };
    const answer = answers.get(task_id) ?? { ...first, operation_id: `op-${task_id}` };
    answers.set(task_id, answer);
    const { action, operation_id } = answer;
    const reply = await this.call("mutation", "tasks.respond", { task_id, action, operation_id });
    if (reply === null) return;
    if ("data" in reply) {
      told.answers.push(answer);
      this.#ledger.acknowledged();
    } else if (!["TASK_CLOSED", "NOT_FOUND"].includes(reply.code) && !passing(reply.code)) {
      this.#surprise("tasks.respond", reply);
    }
  }

  /** Cancels, pauses, resumes or retries one of the runs that it knows. */
  async steer(): Promise<void> {
    const runs = this.#ledger.told.starts.slice(-20);
    if (runs.length === 0) return;
    const { run_id } = this.#random.pick(runs);
    const how = this.#random.pick(["cancel", "cancel", "pause", "resume", "retry"] as const);
    const reply = await this.call("mutation", `runs.${how}`, { run_id });
    if (reply === null) return;
    if (!("data" in reply)) {
      if (!["RUN_ENDED", "CONFLICT"].includes(reply.code) && !passing(reply.code))
        this.#surprise(`runs.${how}`, reply);
      return;
    }
    if (how === "retry") this.#ledger.open.add(run_id);
    const { status } = reply.data as { status: string };
    if (how === "cancel" && status === "cancelled") this.#ledger.told.cancels.push({ run_id });
    this.#ledger.acknowledged();
  }

  async #watch(run_id: string): Promise<void> {
    if (!this.#socket || this.#closed) return;
    const session = this.#ledger.sessions;
    const answer = await watch(this.#socket, run_id);
    if (answer.ok) this.#ledger.told.batches.push({ session, run_id, events: answer.events });
  }

  #surprise(procedure: string, { code, message }: { code: string; message: string }): void {
    this.#ledger.surprises.push(`${procedure}: ${code} ${message}`);
  }
}

/** A server that cannot reach its database, or is full, says so and is asked again. */
const passing = (code: string) =>
  ["UNAVAILABLE", "TOO_MANY_REQUESTS", "OVERLOADED", "INTERNAL"].includes(code);
