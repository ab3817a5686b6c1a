export const docs = `
Computes a new value from the data. Write either an expression or a mapping.

**Config**

- **expression**: the output is its value, of any kind.
- **mapping**: the output is an object; each field has the value of its expression.

In scope are **data** (the input), **inputs**, **steps** (what steps before this one gave, as in steps.fetch.output), **run**, **segment** and **now**. Among the functions are sum, avg, min, max, sort_by, group_by, distinct, join, split, round, merge, parse_json and to_json.

**Ports**: **input** takes any value; **output** has the computed one.

**Errors**: EXPRESSION_FAILED (a missing field, a wrong type, too much work), with what to change.

**Example**

    {
      "mapping": {
        "count": "size(data.items)",
        "total": "sum(data.items.map(item, item.price))"
      }
    }
`;
