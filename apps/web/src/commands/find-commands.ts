// What the palette shows for what was typed.
import { defaultFilter } from "cmdk";
import { type KeyHint, SECTIONS } from "./command.ts";

export type FoundCommand = KeyHint & { readonly words: string; readonly why: string | null };
export type CommandGroup<Found> = { readonly heading: string; readonly commands: readonly Found[] };

/** A word in a title counts more than the same word among the others. */
const TITLE_WEIGHT = 2;
/** Letters of a title may stand apart, those of the other words next to each other. */
const LEAST = { title: 0.001, words: 0.05 };
/** Beside a good match a poor one is noise. */
const LEAST_OF_BEST = 0.02;

/**
 * Without a query the recent commands, then all the others by section; with one those that fit it, best first.
 * What can do nothing now comes after what can.
 */
export function findCommands<Found extends FoundCommand>(
  commands: readonly Found[],
  query: string,
  recent: readonly string[],
): CommandGroup<Found>[] {
  const groups = query.trim() === "" ? all(commands, recent) : [best(commands, query.trim(), recent)];
  return groups.filter((group) => group.commands.length > 0);
}

function all<Found extends FoundCommand>(commands: readonly Found[], recent: readonly string[]) {
  const used = recent.flatMap(
    (id) => commands.find((command) => command.id === id && command.why === null) ?? [],
  );
  const others = commands.filter((command) => !used.includes(command));
  const sections = SECTIONS.map((section) => ({
    heading: section,
    commands: readyFirst(others.filter((command) => command.section === section)),
  }));
  return [{ heading: "Recent", commands: used }, ...sections];
}

function best<Found extends FoundCommand>(
  commands: readonly Found[],
  query: string,
  recent: readonly string[],
) {
  const scored = commands
    .map((command) => ({ command, score: scoreOf(command, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rank(recent, a.command) - rank(recent, b.command));
  const least = (scored[0]?.score ?? 0) * LEAST_OF_BEST;
  const close = scored.filter(({ score }) => score >= least);
  return { heading: "Commands", commands: readyFirst(close.map(({ command }) => command)) };
}

function scoreOf({ title, words, section }: FoundCommand, query: string): number {
  const inTitle = defaultFilter(title, query);
  const inWords = defaultFilter(`${title} ${words} ${section}`, query);
  return Math.max(inTitle < LEAST.title ? 0 : inTitle * TITLE_WEIGHT, inWords < LEAST.words ? 0 : inWords);
}

function rank(recent: readonly string[], { id }: FoundCommand): number {
  const at = recent.indexOf(id);
  return at < 0 ? recent.length : at;
}

function readyFirst<Found extends FoundCommand>(commands: readonly Found[]): Found[] {
  return [...commands.filter((one) => one.why === null), ...commands.filter((one) => one.why !== null)];
}
