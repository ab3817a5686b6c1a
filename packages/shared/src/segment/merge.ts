// Two people's edits of one segment brought together, record by record and field by field.
import { canonicalSegment } from "./canonical.ts";
import { groupKey, keyedRecords, noteKey, stepKey } from "./diff.ts";
import { edgeKey } from "./graph.ts";
import { type MergeSide, mergedOrder, mergeValues, type Three, type ValueClash } from "./merge-values.ts";
import { sameValue } from "./same-value.ts";
import type { Edge, Group, Segment, Step } from "./schema.ts";

/** A place where both sides changed the same thing in different ways; one of them has to be chosen. */
export type Clash = ValueClash & {
  /** Names the place in `choices`: `step:fetch/config/url`. */
  readonly id: string;
  readonly what: "step" | "edge" | "note" | "group" | "segment";
  readonly key: string;
};

export type Merge = {
  readonly segment: Segment;
  /** Every true clash, decided or not. */
  readonly clashes: readonly Clash[];
};

export type MergeChoices = Readonly<Record<string, MergeSide>>;

/**
 * Brings together what two sides made of `base`. Records and fields that one side alone changed are taken from
 * it; where both changed the same field differently, `choices` decides by clash id, mine where it is silent.
 * The order of keys is the contract's in what comes out. Limits of size can be passed by what two sides added
 * together: parse before saving.
 */
export function mergeSegments(
  base: Segment,
  mine: Segment,
  theirs: Segment,
  choices: MergeChoices = {},
): Merge {
  const three = {
    base: canonicalSegment(base),
    mine: canonicalSegment(mine),
    theirs: canonicalSegment(theirs),
  };
  if (sameValue(three.mine, three.theirs) || sameValue(three.theirs, three.base)) return only(three.mine);
  if (sameValue(three.mine, three.base)) return only(three.theirs);
  return new Merging(three, choices).merge();
}

const only = (segment: Segment): Merge => ({ segment, clashes: [] });

type ThreeSegments = { readonly base: Segment; readonly mine: Segment; readonly theirs: Segment };
type ThreeOf<Item> = { base: Item | undefined; mine: Item | undefined; theirs: Item | undefined };
const SIDES = ["base", "mine", "theirs"] as const;

class Merging {
  private readonly three: ThreeSegments;
  private readonly choices: MergeChoices;
  private readonly clashes: Clash[] = [];
  /** Steps that one side took away and the other still works on, with whose wish was followed. */
  private readonly contested = new Map<string, MergeSide>();

  constructor(three: ThreeSegments, choices: MergeChoices) {
    this.three = three;
    this.choices = choices;
  }

  merge(): Merge {
    const steps = this.list("step", "steps", stepKey, (key, three) => this.step(key, three)) ?? [];
    const present = new Set(steps.map(stepKey));
    const edges = this.list("edge", "edges", edgeKey, (key, three) => this.edge(key, three));
    const notes = this.list("note", "notes", noteKey);
    const groups = this.list("group", "groups", groupKey, (key, three) => this.group(key, three));
    const known = new Set(SIDES.flatMap((side) => this.three[side].steps.map(stepKey)));
    const isGone = (step_id: string) => known.has(step_id) && !present.has(step_id);
    const segment: Segment = {
      ...this.fields(),
      steps,
      ...(edges && {
        edges: edges.filter((edge) => !isGone(edge.source_step) && !isGone(edge.target_step)),
      }),
      ...(notes && { notes }),
      ...(groups && { groups: oneGroupEach(groups, isGone) }),
    };
    return { segment: canonicalSegment(segment), clashes: this.clashes };
  }

  private fields(): Omit<Segment, "steps" | "edges" | "notes" | "groups"> {
    const [base, mine, theirs] = SIDES.map((side) => {
      const { steps: _steps, edges: _edges, notes: _notes, groups: _groups, ...fields } = this.three[side];
      return fields;
    });
    const merged = mergeValues({ base, mine, theirs }, (clash) => this.decide("segment", "segment", clash));
    return merged as Omit<Segment, "steps">;
  }

  private list<
    Key extends "steps" | "edges" | "notes" | "groups",
    Item extends NonNullable<Segment[Key]>[number],
  >(
    what: Clash["what"],
    list: Key,
    keyOf: (item: Item) => string,
    merge = (key: string, three: ThreeOf<Item>) => this.record(what, key, three),
  ): Item[] | undefined {
    const items = (side: (typeof SIDES)[number]) => this.three[side][list] as Item[] | undefined;
    const [base, mine, theirs] = SIDES.map((side) => keyedRecords(items(side) ?? [], keyOf));
    if (!base || !mine || !theirs) return undefined;
    const merged = mergedOrder([...base.keys()], [...mine.keys()], [...theirs.keys()]).flatMap((key) => {
      const item = merge(key, { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) });
      return item === undefined ? [] : [item];
    });
    const there = mergeValues(
      {
        base: items("base") !== undefined,
        mine: items("mine") !== undefined,
        theirs: items("theirs") !== undefined,
      },
      () => "mine",
    );
    return merged.length > 0 || there ? merged : undefined;
  }

  private record<Item>(what: Clash["what"], key: string, three: ThreeOf<Item>): Item | undefined {
    return mergeValues(three, (clash) => this.decide(what, key, clash)) as Item | undefined;
  }

  /** A step that one side removed and the other changed or connected anew clashes as a whole. */
  private step(key: string, three: ThreeOf<Step>): Step | undefined {
    const { base, mine, theirs } = three;
    const whole = (): Step | undefined => {
      const side = this.decide("step", key, { path: "", ...three });
      this.contested.set(key, side);
      return three[side];
    };
    if (base && mine && theirs) {
      const retyped = new Set([base.step_type, mine.step_type, theirs.step_type]).size > 1;
      const both = !sameValue(mine, base) && !sameValue(theirs, base) && !sameValue(mine, theirs);
      return retyped && both ? whole() : this.record("step", key, three);
    }
    if (base && mine && !theirs) return this.touched(key, "mine", three) ? whole() : undefined;
    if (base && theirs && !mine) return this.touched(key, "theirs", three) ? whole() : undefined;
    return this.record("step", key, three);
  }

  private touched(step_id: string, side: MergeSide, three: ThreeOf<Step>): boolean {
    if (!sameValue(three[side], three.base)) return true;
    const before = new Set((this.three.base.edges ?? []).map(edgeKey));
    return (this.three[side].edges ?? []).some((edge) => meets(edge, step_id) && !before.has(edgeKey(edge)));
  }

  /** Edges of a contested step go with it: who keeps the step keeps its edges. */
  private edge(key: string, three: ThreeOf<Edge>): Edge | undefined {
    const merged = this.record("edge", key, three);
    if (merged || !three.base) return merged;
    for (const side of ["mine", "theirs"] as const) {
      const kept = three[side];
      if (kept && [kept.source_step, kept.target_step].some((id) => this.contested.get(id) === side))
        return kept;
    }
    return undefined;
  }

  /** Members are merged one by one; title and colour as any field. */
  private group(key: string, three: ThreeOf<Group>): Group | undefined {
    const { base, mine, theirs } = three;
    if (!base || !mine || !theirs) return this.record("group", key, three);
    const step_ids = mergedMembers(base.step_ids, mine.step_ids, theirs.step_ids);
    return this.record("group", key, {
      base: { ...base, step_ids },
      mine: { ...mine, step_ids },
      theirs: { ...theirs, step_ids },
    });
  }

  private decide(what: Clash["what"], key: string, clash: ValueClash): MergeSide {
    const id = `${what}:${key}${clash.path}`;
    this.clashes.push({ ...clash, id, what, key });
    return this.choices[id] ?? "mine";
  }
}

function meets(edge: Edge, step_id: string): boolean {
  return edge.source_step === step_id || edge.target_step === step_id;
}

function mergedMembers(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const there = (id: string) => (base.includes(id) ? mine.includes(id) && theirs.includes(id) : true);
  return mergedOrder(base, mine, theirs).filter(there);
}

/** A step that each side put into another group stays in the first; steps that are gone leave theirs. */
function oneGroupEach(groups: readonly Group[], isGone: (step_id: string) => boolean): Group[] {
  const grouped = new Set<string>();
  return groups.map((group) => {
    const step_ids = group.step_ids.filter((step_id) => !isGone(step_id) && !grouped.has(step_id));
    for (const step_id of step_ids) grouped.add(step_id);
    return step_ids.length === group.step_ids.length ? group : { ...group, step_ids };
  });
}

export type { MergeSide, Three };
