import type { FieldControl } from "@worktrail/shared/step/define-step";
import type { ComponentType } from "react";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { DurationControl } from "./DurationControl.tsx";
import { ExpressionControl, SecretControl, TemplateControl } from "./ExpressionControl.tsx";
import { JsonControl } from "./JsonControl.tsx";
import { JsonSchemaControl } from "./JsonSchemaControl.tsx";
import { ExpressionMapControl, KeyValueControl } from "./KeyValueControl.tsx";
import { ModelControl } from "./ModelControl.tsx";
import { OptionsControl } from "./OptionsControl.tsx";
import { SegmentControl } from "./SegmentControl.tsx";
import { TextControl } from "./TextControl.tsx";

/** A control for every `x-control` that a step's contract can ask for. */
export const configControls: Readonly<Record<FieldControl, ComponentType<SchemaControlProps>>> = {
  expression: ExpressionControl,
  template: TemplateControl,
  secret: SecretControl,
  duration: DurationControl,
  text: TextControl,
  model: ModelControl,
  key_value: KeyValueControl,
  expression_map: ExpressionMapControl,
  options: OptionsControl,
  json_schema: JsonSchemaControl,
  json: JsonControl,
  segment: SegmentControl,
};
