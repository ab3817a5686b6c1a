export const docs = `
Sends its input one way when an expression is true and the other way when it is false. The way that is not taken ends there; a join behind it does not wait for it.

**Config**

- **expression**: must give true or false. Compare explicitly: data.count > 0 rather than data.count. A field that may be missing is read as data.?note.orValue("").

**Ports**: **input** takes any value; **true** and **false** pass it on unchanged.

**Errors**: CONDITION_NOT_BOOLEAN (the value is neither true nor false), EXPRESSION_FAILED (a missing field, values that cannot be compared).

**Example**

    { "expression": "data.total > 1000 && data.country == \\"NL\\"" }
`;
