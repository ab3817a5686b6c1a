import { memo } from "react";
import { changeStep } from "../gestures/change-step.ts";
import { useEditor } from "../store/editor-context.tsx";
import { withColor } from "./bulk/with-setting.ts";
import { ColorField, colorName } from "./ColorField.tsx";
import { Section } from "./Section.tsx";

/** How a step is told from others on the canvas. */
export const LookSection = memo(function LookSection(props: { step_id: string; color: string | undefined }) {
  const { step_id, color } = props;
  const editor = useEditor();
  return (
    <Section title="Look" summary={color === undefined ? "Default" : colorName(color)}>
      <ColorField
        value={color}
        onChange={(next) =>
          editor.commit(
            changeStep(step_id, (step) => withColor(step, next)),
            { label: "Change colour" },
          )
        }
      />
    </Section>
  );
});
