import {
  type Catalog,
  STEP_CATEGORIES,
  type StepCategory,
  type StepContract,
} from "@worktrail/shared/step/define-step";

export type PaletteGroup = { readonly category: StepCategory; readonly entries: readonly StepContract[] };

/** The step types by category, in the catalog's order; with a query only those that it fits, best first. */
export function paletteGroups(catalog: Catalog, query: string): PaletteGroup[] {
  const words = wordsOf(query);
  const scored = Object.values(catalog)
    .map((contract) => ({ contract, score: scoreOf(contract, words) }))
    .filter(({ score }) => score > 0);
  return STEP_CATEGORIES.map((category) => ({
    category,
    entries: scored
      .filter(({ contract }) => contract.category === category)
      .sort((a, b) => b.score - a.score)
      .map(({ contract }) => contract),
  })).filter(({ entries }) => entries.length > 0);
}

/** What Enter adds: the entry that fits the query best, the first in the palette's order among equals. */
export function bestEntry(catalog: Catalog, query: string): StepContract | undefined {
  const words = wordsOf(query);
  const entries = paletteGroups(catalog, query).flatMap((group) => group.entries);
  return entries.toSorted((a, b) => scoreOf(b, words) - scoreOf(a, words))[0];
}

/** Whether the palette's note shows: it comes after every step, and is found by its name. */
export function fitsNote(query: string): boolean {
  return wordsOf(query).every((word) => "note".startsWith(word));
}

function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Zero where a word is found nowhere; the name counts more than the description. */
function scoreOf(contract: StepContract, words: readonly string[]): number {
  const name = contract.display_name.toLowerCase();
  const rest = `${contract.type_id} ${contract.category} ${contract.description}`.toLowerCase();
  let score = 1;
  for (const word of words) {
    if (name.startsWith(word)) score += 8;
    else if (name.includes(word)) score += 4;
    else if (rest.includes(word)) score += 2;
    else return 0;
  }
  return score;
}
