import { isNarrowerType } from "@worktrail/shared/segment/port-type";
import { DATA_TYPES, type DataType, type Port } from "@worktrail/shared/segment/schema";

/** The types that a port of the step type may be narrowed to, its own first. */
export function narrowerTypes(own: DataType): DataType[] {
  return [own, ...DATA_TYPES.filter((type) => type !== own && isNarrowerType(type, own))];
}

/**
 * The declared ports of a step after one of them got another type. A port that is what its step type says
 * need not be declared; nothing declared is left out.
 */
export function narrowPort(
  declared: readonly Port[] | undefined,
  own: Port,
  data_type: DataType,
): Port[] | undefined {
  const before = declared?.find((port) => port.port_id === own.port_id);
  const others = (declared ?? []).filter((port) => port.port_id !== own.port_id);
  const isOwn =
    data_type === own.data_type && before?.schema === undefined && before?.description === undefined;
  if (isOwn) return others.length > 0 ? others : undefined;
  const next: Port = { ...(before ?? { port_id: own.port_id }), data_type };
  return before ? (declared ?? []).map((port) => (port === before ? next : port)) : [...others, next];
}
