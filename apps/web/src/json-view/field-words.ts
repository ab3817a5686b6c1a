// What the fields of a segment mean, for completion and hover; fields of a config bring their own words.

/** By place, where `*` stands for an index. */
const WORDS: Readonly<Record<string, string>> = {
  segment_id: "Names the segment in the organisation. It stays while the segment is open.",
  name: "What people read.",
  version: "Three numbers: what breaks, what is new, what is fixed.",
  description: "What the segment is for.",
  params: "Bounds of a whole run.",
  "params/timeout_seconds": "How long a run may take in all, waiting included.",
  "params/max_retries": "Retries for steps that support them and name no policy of their own.",
  "params/max_concurrency": "Steps of one run that may be under way at once.",
  input_schema: "A JSON Schema of what a run is started with.",
  steps: "What is done. The order here has no meaning: edges say what follows what.",
  "steps/*/step_id": "Names the step in edges and expressions.",
  "steps/*/step_type": "What kind of step this is.",
  "steps/*/name": "What people read on the canvas.",
  "steps/*/config": "What the type asks for.",
  "steps/*/inputs": "Narrows the step's input ports; left out, the type's own apply.",
  "steps/*/outputs": "Narrows the step's output ports; left out, the type's own apply.",
  "steps/*/retry": "What happens when an attempt fails in a way that can pass.",
  "steps/*/retry/max_attempts": "Attempts in all, the first included.",
  "steps/*/retry/delay_seconds": "How long the first pause is.",
  "steps/*/retry/backoff": "By how much each pause is longer than the one before.",
  "steps/*/retry/max_delay_seconds": "The longest pause.",
  "steps/*/timeout_seconds": "How long one attempt may take.",
  "steps/*/on_error":
    "After the last attempt: fail the run, continue with null, or leave through the error port.",
  "steps/*/disabled": "A disabled step does nothing and hands its input on.",
  "steps/*/repeatable":
    "False: if the server stops in the middle of the step, a person is asked before it runs again.",
  "steps/*/position": "The place of the step's upper left corner on the canvas.",
  "steps/*/ui": "How the step looks on the canvas.",
  "steps/*/ui/color": "A mark at the step's edge, as #rrggbb.",
  "steps/*/ui/collapsed": "Whether the step is drawn small.",
  "steps/*/inputs/*/port_id": "Which of the step's ports this is.",
  "steps/*/inputs/*/data_type": "What may come in.",
  "steps/*/inputs/*/schema": "A JSON Schema that values on this port must satisfy.",
  "steps/*/outputs/*/port_id": "Which of the step's ports this is.",
  "steps/*/outputs/*/data_type": "What goes out.",
  "steps/*/outputs/*/schema": "A JSON Schema that values on this port must satisfy.",
  edges: "Which output goes to which input.",
  "edges/*/source_step": "The step that the value comes from.",
  "edges/*/source_port": "The output port that it leaves by.",
  "edges/*/target_step": "The step that the value goes to.",
  "edges/*/target_port": "The input port that it arrives at.",
  notes: "Words on the canvas, without meaning for a run.",
  "notes/*/text": "Markdown.",
  "notes/*/color": "The colour of the paper.",
  groups: "Steps that are drawn together under a title, without meaning for a run.",
  "groups/*/title": "What people read above the group.",
  "groups/*/step_ids": "Each step is in one group at most.",
  metadata: "Anything that other tools need. It is kept and has no meaning here.",
};

export function fieldWords(tokens: readonly string[]): string | null {
  const place = tokens.map((token) => (/^\d+$/.test(token) ? "*" : token)).join("/");
  return WORDS[place] ?? null;
}
