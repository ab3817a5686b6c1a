const PRICES = [
  ["HEL-1", "Helmet", 36.9],
  ["LOCK-2", "Bike lock", 33.9],
  ["STAND-1", "Repair stand", 119],
  ["TYRE-W", "Winter tyre", 27.5],
  ["LIGHT-3", "Light set", 19.9],
] as const;

/** What another shop asks for some articles. */
export function demoPrices() {
  return { currency: "EUR", items: PRICES.map(([sku, name, price]) => ({ sku, name, price })) };
}
