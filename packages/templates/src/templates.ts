// The closed list of templates, in the order of the gallery.
import { readTemplate } from "./read-template.ts";
import citedAnswer from "./segments/cited_answer.json" with { type: "json" };
import contentPublishing from "./segments/content_publishing.json" with { type: "json" };
import cvScreening from "./segments/cv_screening.json" with { type: "json" };
import dailyReport from "./segments/daily_report.json" with { type: "json" };
import dataQuality from "./segments/data_quality.json" with { type: "json" };
import incidentRunbook from "./segments/incident_runbook.json" with { type: "json" };
import invoiceApproval from "./segments/invoice_approval.json" with { type: "json" };
import leadEnrichment from "./segments/lead_enrichment.json" with { type: "json" };
import meetingActions from "./segments/meeting_actions.json" with { type: "json" };
import modelPanel from "./segments/model_panel.json" with { type: "json" };
import moderationQueue from "./segments/moderation_queue.json" with { type: "json" };
import priceMonitor from "./segments/price_monitor.json" with { type: "json" };
import refundEscalation from "./segments/refund_escalation.json" with { type: "json" };
import supportTriage from "./segments/support_triage.json" with { type: "json" };
import surveySummary from "./segments/survey_summary.json" with { type: "json" };
import translationCheck from "./segments/translation_check.json" with { type: "json" };
import webhookNormalizer from "./segments/webhook_normalizer.json" with { type: "json" };
import type { Template } from "./template.ts";

export const templates: readonly Template[] = [
  readTemplate(supportTriage, {
    use: "Send every message to the right team, and let a person decide where the model is unsure.",
    category: "Customers",
    tags: ["triage", "confidence", "tickets"],
    needs: ["model", "people"],
  }),
  readTemplate(refundEscalation, {
    use: "Settle small refunds at once and take the large ones up the line.",
    category: "Customers",
    tags: ["refunds", "policy", "escalation", "letter"],
    needs: ["model", "people"],
  }),
  readTemplate(surveySummary, {
    use: "Turn survey answers into a score, its themes and a plan where one is needed.",
    category: "Customers",
    tags: ["feedback", "score", "form"],
    needs: ["model", "people"],
  }),
  readTemplate(moderationQueue, {
    use: "Keep a forum clean: clear cases pass, doubtful posts wait for a moderator.",
    category: "Customers",
    tags: ["moderation", "rules", "time limit"],
    needs: ["model", "people"],
  }),
  readTemplate(invoiceApproval, {
    use: "Book invoices that add up and ask before paying the large ones.",
    category: "Finance",
    tags: ["invoices", "extraction", "validation", "approval"],
    needs: ["model", "people"],
  }),
  readTemplate(priceMonitor, {
    use: "Hear of it when a competitor is cheaper than you.",
    category: "Finance",
    tags: ["prices", "alert", "HTTP"],
    needs: ["model", "api"],
  }),
  readTemplate(contentPublishing, {
    use: "Take a text from its first draft to the page, past an editor.",
    category: "Content",
    tags: ["drafting", "review", "publishing"],
    needs: ["model", "people", "api"],
  }),
  readTemplate(translationCheck, {
    use: "Trust a translation into a language that you cannot read.",
    category: "Content",
    tags: ["translation", "quality", "measure"],
    needs: ["model", "people"],
  }),
  readTemplate(meetingActions, {
    use: "Make sure that every task of a meeting has somebody who does it.",
    category: "Content",
    tags: ["minutes", "tasks", "Markdown"],
    needs: ["model", "people"],
  }),
  readTemplate(cvScreening, {
    use: "Let two people judge an application without seeing each other's answer.",
    category: "People",
    tags: ["hiring", "four eyes", "votes"],
    needs: ["model", "people"],
  }),
  readTemplate(leadEnrichment, {
    use: "Know who is asking before you answer, also when the look-up fails.",
    category: "People",
    tags: ["sales", "HTTP", "fallback", "score"],
    needs: ["model", "api"],
  }),
  readTemplate(incidentRunbook, {
    use: "Handle an outage by the book, with a person at every switch.",
    category: "Operations",
    tags: ["on call", "health check", "time limit"],
    needs: ["model", "people", "api"],
  }),
  readTemplate(dailyReport, {
    use: "Start the day with the numbers of two systems, even if one of them is down.",
    category: "Operations",
    tags: ["report", "HTTP", "numbers"],
    needs: ["model", "api"],
  }),
  readTemplate(webhookNormalizer, {
    use: "Make one clean order out of what three shops send in three shapes.",
    category: "Data",
    tags: ["webhook", "mapping", "routing"],
    needs: ["nothing"],
  }),
  readTemplate(dataQuality, {
    use: "Stop bad rows before they reach anybody, and say what is wrong with them.",
    category: "Data",
    tags: ["validation", "rules", "duplicates"],
    needs: ["people"],
  }),
  readTemplate(modelPanel, {
    use: "Compare models on your own questions and keep the best answer.",
    category: "Model patterns",
    tags: ["judge", "parallel", "quality"],
    needs: ["model"],
  }),
  readTemplate(citedAnswer, {
    use: "Answer from your own pages, with a source for what is said.",
    category: "Model patterns",
    tags: ["retrieval", "citations", "search"],
    needs: ["model", "people", "api"],
  }),
];
