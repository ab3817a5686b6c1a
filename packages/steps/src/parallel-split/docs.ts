export const docs = `
Gives its input to several branches, which run at the same time. Bring them together again with a parallel join.

**Config**

- **branches**: how many, from 2 to 64.

**Ports**: **input** takes any value; **branch_1** to **branch_n** each pass it on unchanged.

**Errors**: none of its own.

**Example**

    { "branches": 3 }
`;
