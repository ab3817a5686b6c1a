export const docs = `
Asks a language model and passes on its answer.

**Config**

- **model**: which model answers. **demo/echo** is built in, needs no key, and is a simulation: it answers from what it was sent, always the same way.
- **system_prompt**: who the model is and how it answers.
- **prompt**: the message. Left out, the step's input is the message: a text as it is, anything else as JSON.
- **temperature**: 0 (steady) to 2 (adventurous).
- **max_tokens**: the longest answer.
- **output_schema**: a JSON Schema. Given, the answer must be JSON that fits it. An answer that does not fit is shown to the model once, with what is wrong, before the step fails.
- **tools**, **max_tool_rounds**: the model cannot call tools yet; leave the list empty.

**Ports**: **input** takes any value; **output** has the answer, as text, or as JSON when there is an output_schema.

**Errors**: LLM_EMPTY (no answer), LLM_OUTPUT_INVALID (does not fit the schema after the second try), LLM_REFUSED, LLM_BAD_REQUEST, LLM_CONTEXT_TOO_LONG, LLM_UNAUTHORIZED; LLM_RATE_LIMITED and LLM_UNAVAILABLE can pass, so a retry policy tries them again.

**Example**

    {
      "model": "gpt-4o-mini",
      "prompt": "Which team should answer this?\\n\\n{{ data.message }}",
      "temperature": 0,
      "output_schema": {
        "type": "object",
        "properties": { "team": { "type": "string" } },
        "required": ["team"]
      }
    }
`;
