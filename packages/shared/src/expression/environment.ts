/**
 * The grammar: CEL as cel-js parses it. Only its parser is used; evaluation is ours (see README), so nothing is
 * registered here and the library's own functions are out of reach.
 */
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { EXPRESSION_LIMITS } from "./limits.ts";

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: {
    maxAstNodes: EXPRESSION_LIMITS.syntax_nodes,
    maxDepth: EXPRESSION_LIMITS.parse_depth,
    maxListElements: 1_000,
    maxMapEntries: 1_000,
    maxCallArguments: 32,
  },
});

export type Syntax = ASTNode;

export function parseSyntax(source: string): Syntax {
  return environment.parse(source).ast;
}

/** The direct children of a node, in source order. */
export function childrenOf(node: Syntax): readonly Syntax[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}
