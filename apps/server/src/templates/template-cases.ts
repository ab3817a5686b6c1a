// Each template with inputs that take its different ways, and what comes out of each.
import type { JsonObject } from "@worktrail/shared/json";
import { expect } from "vitest";
import type { Answers } from "./run-template.ts";

export type TemplateCase = {
  readonly template: string;
  readonly way: string;
  readonly input: JsonObject;
  readonly answers?: Answers;
  /** The outputs of the run, by step; every step named here is an end of it. */
  readonly outputs: JsonObject;
  readonly skipped: readonly string[];
};

const text = (part: string) => expect.stringContaining(part);

export const templateCases: readonly TemplateCase[] = [
  {
    template: "support_triage",
    way: "a model that is sure enough sorts the message itself",
    input: { min_confidence: 0 },
    outputs: {
      ticket: {
        customer: "Nordwind Cycles",
        team: "technical",
        sorted_by: "model",
        reply: text("Demo answer"),
      },
    },
    skipped: ["ask_team", "by_person"],
  },
  {
    template: "support_triage",
    way: "an unsure one leaves it to a person",
    input: {},
    answers: { ask_team: { action: "billing" } },
    outputs: { ticket: { team: "billing", urgency: "normal", reply: text("the billing team") } },
    skipped: ["by_model"],
  },
  {
    template: "refund_escalation",
    way: "a small amount in time is refunded at once",
    input: { amount: 20 },
    outputs: {
      record: { outcome: "refunded", amount: 20, decided_by: "policy", letter: text("refunded, 20 EUR") },
    },
    skipped: ["agent", "manager", "refund", "voucher", "decline"],
  },
  {
    template: "refund_escalation",
    way: "an agent offers a voucher",
    input: {},
    answers: { agent: { action: "voucher" } },
    outputs: { record: { outcome: "voucher", amount: 163.9, order_id: "SO-1046" } },
    skipped: ["auto_refund", "manager", "refund", "decline"],
  },
  {
    template: "refund_escalation",
    way: "a late one goes up to a manager, who declines",
    input: { days_since_delivery: 45 },
    answers: {
      agent: { action: "ask_manager", comment: "A good customer." },
      manager: { action: "rejected" },
    },
    outputs: { record: { outcome: "declined", amount: 0 } },
    skipped: ["auto_refund", "refund", "voucher"],
  },
  {
    template: "survey_summary",
    way: "a good score is shared",
    input: {},
    outputs: {
      share: { answers: 6, promoters: 3, critics: 2, score: 17, average: 7.5, next: text("Shared") },
    },
    skipped: ["follow_up", "plan"],
  },
  {
    template: "survey_summary",
    way: "a low one gets a plan",
    input: { answers: [{ score: 2, text: "Late." }, { score: 9 }, { score: 4 }] },
    answers: { follow_up: { action: "submitted", values: { owner: "Ana", first_step: "Call them" } } },
    outputs: { plan: { score: -33, next: "Call them (Ana)", by: null } },
    skipped: ["share"],
  },
  {
    template: "invoice_approval",
    way: "a small invoice that adds up is booked",
    input: {},
    outputs: {
      book: {
        status: "booked",
        supplier: "Velo Atelier",
        invoice: "VA-2207",
        total: 934,
        cost_centre: "stock",
        approved_by: "below the limit",
      },
    },
    skipped: ["correct", "corrected", "approve", "refuse"],
  },
  {
    template: "invoice_approval",
    way: "one that does not add up is corrected, and is refused above the limit",
    input: { text: "Supplier: Velo Atelier\nInvoice: VA-1\n- Bike; 2; 900\nTotal: 1700" },
    answers: {
      correct: { action: "submitted", values: { supplier: "Velo Atelier", invoice: "VA-1", total: 1800 } },
      approve: { action: "rejected", comment: "Ordered twice." },
    },
    outputs: { refuse: { status: "refused", invoice: "VA-1", reason: "Ordered twice." } },
    skipped: ["cost_centre", "book"],
  },
  {
    template: "price_monitor",
    way: "an undercut article raises an alert",
    input: {},
    outputs: {
      alerted: { status: "alert", articles: ["STAND-1", "HEL-1"], message: text("Repair stand: theirs 119") },
    },
    skipped: ["quiet"],
  },
  {
    template: "price_monitor",
    way: "small differences stay quiet",
    input: { tolerance: 50 },
    outputs: { quiet: { status: "quiet", compared: 4 } },
    skipped: ["advise", "send", "alerted"],
  },
  {
    template: "content_publishing",
    way: "an approved draft is published",
    input: {},
    answers: { review: { action: "approved" } },
    outputs: {
      published: {
        status: "published",
        title: text("winter tyres"),
        text: text("Demo answer"),
        revised: false,
      },
    },
    skipped: ["revise", "last_look", "shelve"],
  },
  {
    template: "content_publishing",
    way: "a rejected one is revised by the editor's comment and then published",
    input: {},
    answers: { review: { action: "rejected", comment: "Shorter." }, last_look: { action: "approved" } },
    outputs: { published: { revised: true, text: text("Comment of the editor: Shorter.") } },
    skipped: ["shelve"],
  },
  {
    template: "content_publishing",
    way: "a second no shelves it",
    input: {},
    answers: { review: { action: "rejected" }, last_look: { action: "rejected", comment: "Not now." } },
    outputs: { shelve: { status: "shelved", reason: "Not now." } },
    skipped: ["publish", "published"],
  },
  {
    template: "translation_check",
    way: "words that come back are enough",
    input: {},
    outputs: { accept: { translation: text("Into Portuguese"), overlap: 1, checked_by: "back-translation" } },
    skipped: ["correct", "corrected"],
  },
  {
    template: "translation_check",
    way: "words that are lost need a person",
    input: { text: Array.from({ length: 120 }, (_, index) => `part${index}`).join(" ") },
    answers: { correct: { action: "submitted", values: { translation: "Peças" } } },
    outputs: { corrected: { translation: "Peças", overlap: expect.any(Number) } },
    skipped: ["accept"],
  },
  {
    template: "moderation_queue",
    way: "a harmless post is shown",
    input: { text: "Which tyres for snow?", earlier_warnings: 0 },
    outputs: { show: { action: "shown", score: 0 } },
    skipped: ["moderate", "keep", "hide", "warning", "warned"],
  },
  {
    template: "moderation_queue",
    way: "a doubtful one is hidden with a warning",
    input: {},
    answers: { moderate: { action: "warn" } },
    outputs: { warned: { action: "hidden and warned", message: text("Label: fine") } },
    skipped: ["show", "keep", "hide"],
  },
  {
    template: "model_panel",
    way: "all three are judged, and the first answer is there as well",
    input: {},
    outputs: {
      verdict: { winner: "A", answer: text("40 chains") },
      quick_answer: { answer: text("40 chains"), from: text("branch_") },
    },
    skipped: [],
  },
  {
    template: "cited_answer",
    way: "an answer names the pages that it was given",
    input: {},
    outputs: {
      give: { answer: text("30 days"), sources: expect.arrayContaining(["returns"]), checked: true },
    },
    skipped: ["look", "released", "held_back", "nothing"],
  },
  {
    template: "cited_answer",
    way: "a question that no page answers is not answered",
    input: { question: "Who won yesterday?" },
    outputs: { nothing: { answer: null, message: text("No page") } },
    skipped: ["page_one", "page_two", "pages", "answer", "give"],
  },
  {
    template: "meeting_actions",
    way: "an item that nobody took is asked about",
    input: {},
    answers: { assign: { action: "submitted", values: { owner: "Marta" } } },
    outputs: {
      minutes: {
        by_owner: { Ana: [expect.anything()], Marta: [expect.anything()], Luis: [expect.anything()] },
        markdown: text("- [ ] call Harbour & Sons about the helmets (Marta)"),
      },
    },
    skipped: ["taken"],
  },
  {
    template: "meeting_actions",
    way: "a full list is taken as it is",
    input: { notes: "ACTION Ana: order tyres" },
    outputs: { minutes: { actions: [{ owner: "Ana", task: "order tyres" }] } },
    skipped: ["assign", "assigned"],
  },
  {
    template: "lead_enrichment",
    way: "a company that is known goes to sales",
    input: {},
    outputs: {
      to_sales: { company: "Nordwind Cycles", score: 90, list: "sales", message: text("in Portugal") },
    },
    skipped: ["fallback", "to_newsletter"],
  },
  {
    template: "lead_enrichment",
    way: "a look-up that fails falls back to the address",
    input: { email: "lea@unknown.example", interest: "a bell" },
    outputs: {
      to_newsletter: {
        company: "unknown",
        source: "address",
        score: 10,
        list: "newsletter",
        why: text("404"),
      },
    },
    skipped: ["known", "message", "to_sales"],
  },
  {
    template: "incident_runbook",
    way: "a service that is down is taken out after a yes",
    input: {},
    answers: {
      switch_off: { action: "approved" },
      close: { action: "submitted", values: { cause: "A certificate ran out." } },
    },
    outputs: {
      timeline: { service: "checkout", action: "out of rotation", cause: text("certificate"), minutes: 0 },
    },
    skipped: ["watched"],
  },
  {
    template: "incident_runbook",
    way: "one that answers is left running",
    input: { health_path: "/demo/status/200" },
    answers: { close: { action: "submitted", values: { cause: "A slow query.", follow_up: "An index." } } },
    outputs: { timeline: { action: "left running", follow_up: "An index." } },
    skipped: ["switch_off", "rotate", "drained"],
  },
  {
    template: "daily_report",
    way: "both sources are in the report",
    input: {},
    outputs: {
      report: {
        orders: 12,
        open: 5,
        largest: "SO-1049",
        prices_known: true,
        cheapest: "Light set",
        backlog: false,
      },
    },
    skipped: ["warning"],
  },
  {
    template: "daily_report",
    way: "a source that is down is left out, and a backlog is named first",
    input: { prices_path: "/demo/status/404", many_open: 3 },
    outputs: {
      report: {
        orders: 12,
        prices_known: false,
        cheapest: null,
        backlog: true,
        comment: text("Backlog of 5"),
      },
    },
    skipped: ["comment"],
  },
  {
    template: "webhook_normalizer",
    way: "an order of the shop",
    input: {},
    outputs: {
      order: {
        source: "shop",
        order_id: "shop-991",
        email: "ana@nordwind.example",
        total: 1819.9,
        valid: true,
      },
    },
    skipped: ["is_market", "market", "is_form", "form", "unknown"],
  },
  {
    template: "webhook_normalizer",
    way: "an order of the form, which lacks an address",
    input: {
      payload: {
        fields: [
          { name: "number", value: 7 },
          { name: "total", value: "12.50" },
        ],
      },
    },
    outputs: { order: { source: "form", order_id: "form-7", total: 12.5, valid: false } },
    skipped: ["shop", "market", "unknown"],
  },
  {
    template: "webhook_normalizer",
    way: "an order of the marketplace",
    input: { payload: { reference: "M1", amount_cents: 995, contact: { email: "X@y.example" } } },
    outputs: {
      order: { source: "marketplace", order_id: "mp-M1", email: "x@y.example", total: 9.95, valid: true },
    },
    skipped: ["shop", "is_form", "form", "unknown"],
  },
  {
    template: "webhook_normalizer",
    way: "a shape that nobody knows is kept aside",
    input: { payload: { ping: true } },
    outputs: { unknown: { source: "unknown", reason: text("it has ping"), payload: { ping: true } } },
    skipped: ["shop", "market", "form", "order"],
  },
  {
    template: "data_quality",
    way: "bad rows wait for a decision",
    input: {},
    answers: { decide: { action: "use_good" } },
    outputs: { use_good: { status: "passed by hand", rows: [{ id: "A1" }], left_out: ["A2", "A4"] } },
    skipped: ["pass", "send_back"],
  },
  {
    template: "data_quality",
    way: "good rows pass",
    input: { rows: [{ id: "B1", email: "b@example.com", amount: 1, placed_on: "2026-05-04" }] },
    outputs: { pass: { status: "passed", left_out: [] } },
    skipped: ["decide", "use_good", "send_back"],
  },
];
