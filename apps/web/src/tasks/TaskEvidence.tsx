import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import { JsonView } from "../ui/JsonView.tsx";

const MAX_FACTS = 12;
const MAX_FACT_LENGTH = 400;

/** What the person decides on: plain facts as a list to read, everything as JSON below. */
export function TaskEvidence({ data }: { data: JsonValue }) {
  if (typeof data === "string") {
    return (
      <section aria-label="Evidence" className="rounded-md border border-line bg-raised p-3">
        <p className="wrap-anywhere max-h-120 overflow-y-auto whitespace-pre-wrap text-sm">{data}</p>
      </section>
    );
  }
  const facts = plainFacts(data);
  return (
    <section aria-label="Evidence" className="flex flex-col gap-2">
      {facts.length > 0 && (
        <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1.5 rounded-md border border-line bg-raised p-3 text-sm">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name.replaceAll("_", " ")}</dt>
              <dd className="wrap-anywhere min-w-0 whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <details open={facts.length === 0}>
        <summary className="mb-1 text-muted text-xs">All the data</summary>
        <JsonView value={data} label="Data of the task" />
      </details>
    </section>
  );
}

/** The top-level values of an object that can be read in a line or a paragraph. */
export function plainFacts(data: JsonValue): [name: string, value: string][] {
  if (!isJsonObject(data)) return [];
  return Object.entries(data)
    .flatMap(([name, value]): [string, string][] => {
      if (value === null || typeof value === "object") return [];
      const text = typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
      return text.length <= MAX_FACT_LENGTH ? [[name, text]] : [];
    })
    .slice(0, MAX_FACTS);
}
