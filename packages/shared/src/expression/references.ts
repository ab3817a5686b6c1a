import { childrenOf, type Syntax } from "./environment.ts";
import { boundName } from "./macros.ts";

/** A use of a top-level name. `path` holds the constant keys after it; it stops at the first computed one. */
export type VariableUse = {
  name: string;
  path: { key: string; start: number; end: number }[];
  /** A computed key follows the path, as in `steps[data.name]`. */
  is_computed: boolean;
  start: number;
  end: number;
};

/** Every use of a variable that no macro binds. */
export function variableUses(syntax: Syntax): VariableUse[] {
  const uses: VariableUse[] = [];
  visit(syntax, new Set(), uses);
  return uses;
}

function visit(node: Syntax, bound: ReadonlySet<string>, uses: VariableUse[]): void {
  const use = variableUse(node);
  if (use) {
    if (!bound.has(use.name)) uses.push(use);
    visitComputedKeys(node, bound, uses);
    return;
  }
  if (node.op === "rcall") {
    const [name, receiver, args] = node.args;
    const local = boundName(name, receiver, args);
    if (!isNamespaceCall(name, receiver, bound)) visit(receiver, bound, uses);
    if (local !== null) {
      const inner = new Set(bound).add(local);
      for (const [index, arg] of args.entries()) {
        if (index > 0) visit(arg, name === "bind" && index === 1 ? bound : inner, uses);
      }
      return;
    }
    for (const arg of args) visit(arg, bound, uses);
    return;
  }
  for (const child of childrenOf(node)) visit(child, bound, uses);
}

/** `cel.bind(…)` and `optional.of(…)` are written like methods of a variable. */
function isNamespaceCall(name: string, receiver: Syntax, bound: ReadonlySet<string>): boolean {
  if (receiver.op !== "id" || bound.has(receiver.args)) return false;
  return (
    (receiver.args === "cel" && name === "bind") ||
    (receiver.args === "optional" && (name === "of" || name === "none"))
  );
}

function visitComputedKeys(node: Syntax, bound: ReadonlySet<string>, uses: VariableUse[]): void {
  for (let current = node; isAccess(current); current = current.args[0]) {
    if ((current.op === "[]" || current.op === "[?]") && constantKey(current) === null)
      visit(current.args[1], bound, uses);
  }
}

type Access = Extract<Syntax, { op: "." | ".?" | "[]" | "[?]" }>;

function isAccess(node: Syntax): node is Access {
  return node.op === "." || node.op === ".?" || node.op === "[]" || node.op === "[?]";
}

/** The variable at the root of a chain of accesses, or null when the chain starts elsewhere. */
function variableUse(node: Syntax): VariableUse | null {
  const chain: Access[] = [];
  let root = node;
  while (isAccess(root)) {
    chain.unshift(root);
    root = root.args[0];
  }
  if (root.op !== "id") return null;
  const use: VariableUse = {
    name: root.args,
    path: [],
    is_computed: false,
    start: root.start,
    end: root.end,
  };
  for (const access of chain) {
    const key = constantKey(access);
    if (key === null) {
      use.is_computed = true;
      break;
    }
    use.path.push(key);
  }
  return use;
}

function constantKey(access: Access): VariableUse["path"][number] | null {
  if (access.op === "." || access.op === ".?") {
    return { key: access.args[1], start: access.end - access.args[1].length, end: access.end };
  }
  const key = access.args[1];
  return key.op === "value" && typeof key.args === "string"
    ? { key: key.args, start: key.start, end: key.end }
    : null;
}
