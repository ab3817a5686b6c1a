/** Where the browser is. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The browser's own, UTC and what is chosen first, then all others by name. */
export function timeZoneOptions(chosen: string): { value: string; label: string }[] {
  const first = [...new Set([ownTimeZone(), "UTC", chosen])];
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => !first.includes(zone));
  return [...first, ...others].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

/** `Mon, 23 Nov 2026, 09:00 CET`: as the clocks of that zone show it. */
export function timeIn(time_zone: string, at: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: time_zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));
}
