const COMPANIES: Readonly<Record<string, { name: string; country: string; employees: number }>> = {
  "nordwind.example": { name: "Nordwind Cycles", country: "Portugal", employees: 48 },
  "fjell.example": { name: "Fjell Sport", country: "Norway", employees: 120 },
  "ruota.example": { name: "Studio Ruota", country: "Italy", employees: 6 },
};

/** What a company register would know; null for a domain that it does not know. */
export function demoCompany(domain: string) {
  const company = Object.hasOwn(COMPANIES, domain) ? COMPANIES[domain] : undefined;
  return company ? { domain, ...company } : null;
}
