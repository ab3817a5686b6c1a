export const docs = `
Runs another segment as a step: once, for each item of a list, or again and again until a condition holds. Each of these is a run of its own, with its own page, events and tasks; this step waits for them.

**Config**

- **segment_id**: the segment to run. It must be one of your organisation, and it must not lead back to this segment.
- **revision**: always run this revision. Left out, the published revision runs, or the newest while none is published. It is looked up once when the step starts, so that every item and every iteration runs the same one.
- **mode**: once, for_each or until.
- **input**: an expression for the input of the run. Left out, it is the step's input; with for_each, the item. With for_each, data in this expression is the item, and iteration its number, from 1. With until, it is the input of the first time; later ones get the output of the time before.
- **items**: for_each: an expression that gives the list, of at most 1,000 items. Left out, the step's input is the list.
- **max_concurrency**: for_each: how many items run at the same time, 1 to 64.
- **on_item_error**: for_each: fail ends the step with the first item that fails and cancels the others; continue leaves null in the place of a failed item.
- **until**: until: an expression that is true or false, asked after each time; data is the last output, and iteration the number of times so far.
- **max_iterations**: until: how many times at most, 1 to 1,000.

**Ports**: **input** takes any value. **output** gives what the other segment gave: the value of its ending step; where several steps ended it, an object of their values by step id. With for_each it is a list in the order of the items; with until, what the last time gave.

**Errors**: SUB_SEGMENT_NOT_FOUND, SUB_SEGMENT_INVALID (it has errors to correct first), SUB_SEGMENT_FAILED (a run failed; the details name it), SUB_SEGMENT_UNFINISHED (the condition did not hold within max_iterations), SUB_SEGMENT_TOO_MANY (more than 1,000 items), SUB_SEGMENT_DEPTH (more than 8 segments inside one another), CONDITION_NOT_BOOLEAN, EXPRESSION_FAILED.

A retry goes on with what failed: runs that completed are not started again. Cancelling the run cancels what it started; pausing pauses it.

**Example**

    { "segment_id": "order_check", "mode": "for_each", "items": "data.orders", "max_concurrency": 4 }
`;
