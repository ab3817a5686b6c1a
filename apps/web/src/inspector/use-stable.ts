import { useRef } from "react";

/** The same object for as long as the value says the same, so that what depends on it is not built anew. */
export function useStable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const held = useRef({ text, value });
  if (held.current.text !== text) held.current = { text, value };
  return held.current.value;
}
