import { escapeXml } from "./picture-text.ts";

/** A piece of finished XML, so that text is never taken for it. */
export type Xml = { readonly xml: string };
type Attributes = Readonly<Record<string, string | number | undefined>>;
type Child = Xml | string | null | undefined | readonly Child[];

/** An element; texts among its children are escaped, as are its attributes. */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${escapeXml(typeof value === "number" ? rounded(value) : String(value))}"`,
    )
    .join("");
  const inside = children.map(writeChild).join("");
  return { xml: inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` };
}

function writeChild(child: Child): string {
  if (child === null || child === undefined) return "";
  if (typeof child === "string") return escapeXml(child);
  return isXml(child) ? child.xml : child.map(writeChild).join("");
}

function isXml(child: Xml | readonly Child[]): child is Xml {
  return "xml" in child;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
