// The checks behind the named types: linear in the text, so that a hostile value cannot stall them.

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_ADDRESS = 10_000;

export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || at > 64 || text.length > 254 || /[\s<>()[\]\\,;:"]/.test(text)) return false;
  const labels = text.slice(at + 1).split(".");
  const name = text.slice(0, at);
  if (name.includes("@") || name.startsWith(".") || name.endsWith(".") || name.includes("..")) return false;
  return (
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label))
  );
}

/** http or https, a host, and an optional port below 65,536. */
export function isWebAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS) return false;
  const [, host, port] =
    /^https?:\/\/(?:[^\s/?#@[\]\\]*@)?([^\s/?#@:[\]\\<>"%]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:[/?#]\S*)?$/i.exec(
      text,
    ) ?? [];
  return host !== undefined && Number(port ?? 0) < 65_536;
}

/** An address of any scheme, such as mailto:a@b.c or urn:isbn:1. */
export function isUri(text: string): boolean {
  return text.length <= MAX_ADDRESS && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
}

export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}

export function isDateTime(text: string): boolean {
  return /^.{10}[Tt ]/.test(text) && isDate(text.slice(0, 10)) && TIME_OF_DAY.test(text.slice(11));
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
