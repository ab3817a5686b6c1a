export const docs = `
Asks a person and waits for the answer. The run waits in the database, so hours or weeks make no difference, and the first answer is the only one that counts.

**Config**

- **task_type**: **approval** and **review** end in yes or no, **choice** in one of your options, **input** in a filled-in form.
- **title**, **description**: what the person reads. Templates may show the data.
- **assignee_ref**: the e-mail address of who should answer. **candidate_groups**: groups whose members may claim the task. Without either, anyone in the organisation may.
- **options**: the answers of a choice, each { "id", "label", "style" }; style is primary, danger or neutral.
- **form_schema**: a JSON Schema of what to fill in. The answer is checked against it.
- **timeout_hours**: how long the task waits; for ever when left out.
- **on_timeout**: **fail** the step (the default), **route** through the timed_out port, or **escalate** to the next in **escalation_chain**, each of whom gets the same time; after the last one the step fails.

**Ports**: **input** is what the person decides on. Out of an approval or review: **approved**, **rejected**. Of an input: **submitted**. Of a choice: one per option, by its id. With on_timeout route also **timed_out**. An answer carries { action, values, comment, decided_by, decided_at, data }, data being the input; timed_out carries { data }.

**Errors**: TASK_EXPIRED (nobody answered in time).

**Example**

    {
      "task_type": "approval",
      "title": "Refund {{ data.amount }} to {{ data.customer }}?",
      "assignee_ref": "manager@company.com",
      "timeout_hours": 24,
      "on_timeout": "route"
    }
`;
