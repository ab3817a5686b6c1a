/** Functions on maps. */
import { emptyMap, setKey } from "../values.ts";
import { type FunctionDefinition, mapArgument } from "./arguments.ts";

export const mapFunctions: readonly FunctionDefinition[] = [
  {
    name: "keys",
    signature: "keys(map): list",
    doc: "The keys of a map, in its order.",
    example: "keys(data)",
    group: "map",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => {
      const keys = Object.keys(mapArgument("keys", args, 0));
      meter.elements(keys.length);
      return keys;
    },
  },
  {
    name: "values",
    signature: "values(map): list",
    doc: "The values of a map, in its order.",
    example: "values(data.totals)",
    group: "map",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => {
      const values = Object.values(mapArgument("values", args, 0));
      meter.elements(values.length);
      return values;
    },
  },
  {
    name: "merge",
    signature: "merge(map, map, …): map",
    doc: "One map with the entries of all; later maps win. Nested maps are replaced, not merged.",
    example: 'merge(data, {"status": "new"})',
    group: "map",
    min_arguments: 1,
    max_arguments: 32,
    call: (args, meter) => {
      const merged = emptyMap();
      for (const index of args.keys()) {
        const entries = Object.entries(mapArgument("merge", args, index));
        meter.elements(entries.length);
        for (const [key, value] of entries) setKey(merged, key, value);
      }
      return merged;
    },
  },
];
