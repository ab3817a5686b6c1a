/** Other words under which people look for a type of step; a type without an entry is found by its own. */
const SYNONYMS: Readonly<Record<string, string>> = {
  llm_agent: "ai gpt claude prompt chat assistant model summarize classify extract write",
  http_action: "api rest call fetch webhook url get post curl download integration",
  human_task: "approval approve review form ask person manual inbox wait choice input",
  condition: "if else branch decision switch router filter check",
  parallel_split: "fork fan out branches at once concurrent",
  parallel_join: "merge gather wait fan in combine collect",
  sub_segment: "workflow subflow nested call loop for each iterate repeat while batch",
  transform: "map set code expression function compute edit fields format javascript",
};

export function synonymsOf(type_id: string): string {
  return Object.hasOwn(SYNONYMS, type_id) ? (SYNONYMS[type_id] ?? "") : "";
}
