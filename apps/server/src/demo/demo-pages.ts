const PAGES = [
  {
    page_id: "returns",
    title: "Returns",
    keywords: ["return", "refund", "send back", "delivery", "helmet"],
    text: "Unused articles can be returned within 30 days after delivery. Helmets only in their sealed box. The refund arrives within five working days.",
  },
  {
    page_id: "shipping",
    title: "Shipping",
    keywords: ["delivery", "shipping", "parcel", "freight", "track"],
    text: "Orders placed before noon leave the same day. Bicycles travel by freight in two to four days, everything else by parcel.",
  },
  {
    page_id: "warranty",
    title: "Warranty",
    keywords: ["warranty", "broken", "repair", "guarantee", "frame"],
    text: "Frames have a warranty of five years, other parts of two. Send a photo first; most parts are replaced without sending them back.",
  },
  {
    page_id: "payment",
    title: "Payment",
    keywords: ["invoice", "payment", "discount", "credit"],
    text: "Invoices are due after 30 days. Payment within a week earns a discount of two percent.",
  },
] as const;

/** The help pages of the bicycle wholesaler, without their texts. */
export function demoPages() {
  return { pages: PAGES.map(({ page_id, title, keywords }) => ({ page_id, title, keywords })) };
}

export function demoPage(page_id: string) {
  return PAGES.find((page) => page.page_id === page_id) ?? null;
}
