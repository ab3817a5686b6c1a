const ORDERS = [
  ["2026-05-04", "Nordwind Cycles", "Lisbon", "Touring bike", 2, 890, "shipped"],
  ["2026-05-04", "Casa Almada", "Porto", "Pannier set", 6, 64.5, "shipped"],
  ["2026-05-05", "Harbour & Sons", "Cork", "Helmet", 12, 39.9, "open"],
  ["2026-05-06", "Velo Atelier", "Lyon", "Gravel bike", 1, 1640, "open"],
  ["2026-05-06", "Fjell Sport", "Bergen", "Winter tyre", 20, 28, "shipped"],
  ["2026-05-07", "Nordwind Cycles", "Lisbon", "Repair stand", 1, 149, "returned"],
  ["2026-05-08", "Studio Ruota", "Turin", "City bike", 3, 720, "open"],
  ["2026-05-08", "Casa Almada", "Porto", "Child seat", 2, 118, "open"],
  ["2026-05-09", "Pedal & Pint", "Bristol", "Cargo bike", 1, 3250, "shipped"],
  ["2026-05-11", "Harbour & Sons", "Cork", "Bike lock", 15, 33.2, "shipped"],
  ["2026-05-12", "Velo Atelier", "Lyon", "Chain", 40, 17.75, "cancelled"],
  ["2026-05-12", "Fjell Sport", "Bergen", "Light set", 25, 22.4, "open"],
] as const;

/** A dozen orders of a bicycle wholesaler, and the sum of their amounts. */
export function demoOrders() {
  const items = ORDERS.map(([placed_on, customer, city, product, quantity, unit_price, status], index) => ({
    order_id: `SO-${1041 + index}`,
    placed_on,
    customer: { name: customer, city },
    product,
    quantity,
    unit_price,
    amount: Math.round(quantity * unit_price * 100) / 100,
    status,
  }));
  const total = Math.round(items.reduce((sum, item) => sum + item.amount, 0) * 100) / 100;
  return { items, total, currency: "EUR" };
}
