import type { Segment } from "@worktrail/shared/segment/schema";

/** Whether the two differ in nothing but where things stand, which validation does not read. */
export function onlyMoved(a: Segment, b: Segment): boolean {
  const { steps, notes: _notes, ...rest } = a;
  const { steps: moved, notes: _moved, ...others } = b;
  return (
    sameFields(rest, others) &&
    steps.length === moved.length &&
    steps.every((step, at) => {
      const other = moved[at];
      if (step === other) return true;
      if (!other) return false;
      const { position: _from, ...what } = step;
      const { position: _to, ...same } = other;
      return sameFields(what, same);
    })
  );
}

/** By identity: gestures keep what they do not touch. */
function sameFields(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => right.get(key) === value);
}
