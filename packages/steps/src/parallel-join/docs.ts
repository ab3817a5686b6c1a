export const docs = `
Waits for branches and puts their values together.

**Config**

- **branches**: how many come together, from 2 to 64.
- **strategy**: **all** (the default) waits for every branch that can still arrive; a branch that a condition left out is not waited for. **any** and **first** go on with the first branch that arrives.

**Ports**: **branch_1** to **branch_n** take the branches; **output** is an object of what arrived, as in { "branch_1": …, "branch_3": … }. A branch that did not arrive is not in it: read it as data.?branch_2.

**Errors**: none of its own.

**Example**

    { "branches": 3, "strategy": "all" }
`;
