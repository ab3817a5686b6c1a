type ModelSuggestion = { readonly id: string; readonly note: string };

/** Offered while typing; any other name is taken as it is written. */
const MODEL_SUGGESTIONS: readonly ModelSuggestion[] = [
  { id: "demo/echo", note: "simulation, needs no key" },
  { id: "gpt-4o-mini", note: "OpenAI" },
  { id: "gpt-4o", note: "OpenAI" },
  { id: "gpt-4.1-mini", note: "OpenAI" },
  { id: "gpt-4.1", note: "OpenAI" },
  { id: "o4-mini", note: "OpenAI" },
];

export const SIMULATED_MODEL = "demo/echo";

/** All of them until something is typed that none of them is yet. */
export function matchingModels(typed: string): readonly ModelSuggestion[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "" || MODEL_SUGGESTIONS.some(({ id }) => id === wanted)) return MODEL_SUGGESTIONS;
  return MODEL_SUGGESTIONS.filter(({ id, note }) => `${id} ${note}`.toLowerCase().includes(wanted));
}
