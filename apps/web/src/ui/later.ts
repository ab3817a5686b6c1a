import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/** A component whose code is loaded when it is first drawn: `later(() => import("./Part.tsx"), "Part")`. */
export function later<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await load())[name] }));
}
