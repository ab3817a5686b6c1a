import { buildDominators, type Certainty, type Dominators } from "../dominators.ts";
import type { GraphStep } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { type RuleContext, warningAt } from "./context.ts";

const MAX_LISTED = 5;

export function incompleteJoins({ graph }: RuleContext): Issue[] {
  const joins = [...graph.steps.values()].filter((step) => step.contract?.join_strategy);
  if (joins.length === 0) return [];
  const dominators = buildDominators(graph);
  return joins.flatMap((join) => {
    const message = unconnected(join) ?? exclusive(join, dominators);
    return message === null
      ? []
      : [warningAt("JOIN_INCOMPLETE", `/steps/${join.index}`, message, join.step.step_id)];
  });
}

function unconnected(join: GraphStep): string | null {
  const connected = new Set(join.incoming.map((edge) => edge.target_port));
  const open = join.ports.inputs.map((port) => port.port_id).filter((port_id) => !connected.has(port_id));
  if (open.length === 0) return null;
  const names = open.slice(0, MAX_LISTED).join(", ") + (open.length > MAX_LISTED ? ", …" : "");
  return `Nothing leads into ${names} of "${join.step.step_id}". Connect every branch or lower the number of branches.`;
}

/** Two branches that need different answers of the same choice never arrive together. */
function exclusive(join: GraphStep, dominators: Dominators): string | null {
  if (join.contract?.join_strategy?.(join.step.config ?? {}) !== "all") return null;
  const needed = new Map<string, { port: string; branch: string }>();
  for (const { port_id: branch } of join.ports.inputs) {
    const ways = join.incoming.filter((edge) => edge.target_port === branch);
    for (let at: Certainty | null = dominators.ofEdges(ways); at; at = at.parent) {
      if (at.port === null) continue;
      const other = needed.get(at.step_id);
      if (!other) needed.set(at.step_id, { port: at.port, branch });
      else if (other.port !== at.port) return sentence(join, at.step_id, other.branch, branch);
    }
  }
  return null;
}

function sentence(join: GraphStep, choice: string, one: string, other: string): string {
  return (
    `${one} and ${other} of "${join.step.step_id}" come from different sides of "${choice}", so only one of them ever arrives. ` +
    `Connect both to one input of an ordinary step, or set the strategy to "any".`
  );
}
