// What the step picker lists: recent types, those that fit, all others; with a query the best matches first.
import { type Catalog, STEP_CATEGORIES, type StepContract } from "@worktrail/shared/step/define-step";
import { defaultFilter } from "cmdk";
import { synonymsOf } from "./synonyms.ts";

export type StepEntry = {
  readonly kind: "step";
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly contract: StepContract;
  /** Why this type does not fit where it would go, in a few words; null where it does. */
  readonly why: string | null;
};
export type NoteEntry = {
  readonly kind: "note";
  readonly id: "note";
  readonly title: string;
  readonly words: string;
  readonly why: null;
};
export type PickerEntry = StepEntry | NoteEntry;
export type PickerGroup = { readonly heading: string; readonly entries: readonly PickerEntry[] };

const NOTE: NoteEntry = {
  kind: "note",
  id: "note",
  title: "Note",
  words: "sticky comment text words markdown annotation",
  why: null,
};
/** A word in the name counts more than the same word elsewhere. */
const TITLE_WEIGHT = 2;
const LEAST = { title: 0.001, words: 0.05 };
/** Beside a good match a poor one is noise. */
const LEAST_OF_BEST = 0.02;

/** Every type in the order of the palette, and the note where one may be added. */
export function pickerEntries(
  catalog: Catalog,
  why: (contract: StepContract) => string | null,
  withNote: boolean,
): PickerEntry[] {
  const contracts = Object.values(catalog);
  const steps = STEP_CATEGORIES.flatMap((category) =>
    contracts.filter((contract) => contract.category === category),
  ).map(
    (contract): StepEntry => ({
      kind: "step",
      id: contract.type_id,
      title: contract.display_name,
      words: `${contract.type_id} ${contract.type_id.replaceAll("_", " ")} ${contract.category} ${synonymsOf(contract.type_id)}`,
      contract,
      why: why(contract),
    }),
  );
  return withNote ? [...steps, NOTE] : steps;
}

export type Headings = { readonly fits: string; readonly others: string };

export function pickerGroups(
  entries: readonly PickerEntry[],
  query: string,
  recent: readonly string[],
  { fits, others }: Headings,
): PickerGroup[] {
  const groups =
    query.trim() === ""
      ? allOf(entries, recent, { fits, others })
      : [{ heading: "Found", entries: found(entries, query.trim()) }];
  return groups.filter((group) => group.entries.length > 0);
}

function allOf(
  entries: readonly PickerEntry[],
  recent: readonly string[],
  { fits, others }: Headings,
): PickerGroup[] {
  const used = recent.flatMap((id) => entries.find((entry) => entry.id === id && entry.why === null) ?? []);
  const steps = entries.filter((entry) => entry.kind === "step" && !used.includes(entry));
  return [
    { heading: "Recent", entries: used },
    { heading: fits, entries: steps.filter((entry) => entry.why === null) },
    { heading: others, entries: steps.filter((entry) => entry.why !== null) },
    { heading: "Canvas", entries: entries.filter((entry) => entry.kind === "note") },
  ];
}

function found(entries: readonly PickerEntry[], query: string): PickerEntry[] {
  const scored = entries
    .map((entry) => ({ entry, score: scoreOf(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const least = (scored[0]?.score ?? 0) * LEAST_OF_BEST;
  const close = scored.filter(({ score }) => score >= least).map(({ entry }) => entry);
  return [...close.filter((entry) => entry.why === null), ...close.filter((entry) => entry.why !== null)];
}

function scoreOf({ title, words }: PickerEntry, query: string): number {
  const inTitle = defaultFilter(title, query);
  const inWords = defaultFilter(`${title} ${words}`, query);
  return Math.max(inTitle < LEAST.title ? 0 : inTitle * TITLE_WEIGHT, inWords < LEAST.words ? 0 : inWords);
}
