// Runs a template as a script would: starts it, answers its tasks, waits for its end.
import type { JsonObject } from "@worktrail/shared/json";
import { withBaseUrl } from "@worktrail/shared/segment/base-url";
import { templates } from "@worktrail/templates/templates";
import type { TestMember } from "../testing/describe-server.ts";
import type { TestServer } from "../testing/server.ts";
import { type RunAnswer, untilRun } from "../testing/until-run.ts";

/** What somebody answers to the task of a step. */
export type Answer = {
  action: string;
  values?: JsonObject;
  comment?: string;
  /** Left out, the owner answers. */
  as?: Pick<TestMember, "call">;
};
export type Answers = Readonly<Record<string, Answer>>;

type Task = { task_id: string; step_id: string; title: string };

export function templateNamed(id: string) {
  const template = templates.find(({ segment }) => segment.segment_id === id);
  if (!template) throw new Error(`There is no template ${id}.`);
  return template;
}

/** The run at its end, and the titles of the tasks that it asked, by step. */
export async function runTemplate(server: TestServer, id: string, input: JsonObject, answers: Answers = {}) {
  const segment = withBaseUrl(templateNamed(id).segment, server.url);
  const started = await server.call("mutation", "runs.start", { segment, input });
  if (started.error) throw new Error(started.error.message);
  const { run_id } = started.data as { run_id: string };
  const asked: Record<string, string> = {};
  for (;;) {
    const run = await untilRun(server, run_id, ({ status }) => hasStopped(status));
    if (run.status !== "waiting") return { run, asked };
    for (const task of await openTasks(server, run_id)) {
      asked[task.step_id] = task.title;
      await answer(server, task, answers);
    }
  }
}

function hasStopped(status: RunAnswer["status"]): boolean {
  return status !== "queued" && status !== "running";
}

async function openTasks(server: TestServer, run_id: string): Promise<Task[]> {
  const { data } = await server.call("query", "tasks.list", { run_id, status: "open" });
  return (data as { tasks: Task[] }).tasks;
}

async function answer(server: TestServer, { task_id, step_id }: Task, answers: Answers): Promise<void> {
  const given = answers[step_id];
  if (!given) throw new Error(`The step ${step_id} asks, and this test has no answer for it.`);
  const { as = server, ...rest } = given;
  const { error } = await as.call("mutation", "tasks.respond", { task_id, ...rest });
  if (error) throw new Error(`${step_id}: ${error.message}`);
}
