import type { JsonObject } from "@worktrail/shared/json";
import { useRef } from "react";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { fieldTitle } from "./config-view.ts";

interface OneOfProps {
  fields: readonly string[];
  chosen: string;
  schema: JsonObject;
  config: JsonObject;
  onChange: (config: JsonObject, field: string) => void;
}

/** A choice between fields that exclude each other. What the other one held comes back with it. */
export function OneOf({ fields, chosen, schema, config, onChange }: OneOfProps) {
  const put_aside = useRef<JsonObject>({});
  const choose = (field: string) => {
    if (field === chosen) return;
    const { [chosen]: old, ...rest } = config;
    if (old !== undefined) put_aside.current = { ...put_aside.current, [chosen]: old };
    const kept = put_aside.current[field];
    onChange(kept === undefined ? rest : { ...rest, [field]: kept }, field);
  };
  return (
    <ToggleGroup
      label="Written as"
      value={chosen}
      options={fields.map((field) => ({ value: field, label: fieldTitle(schema, field) }))}
      onValueChange={choose}
      className="flex"
    />
  );
}
