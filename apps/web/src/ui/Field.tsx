import { CircleAlert } from "lucide-react";
import { Label as RadixLabel } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

export function Label({ className, ...rest }: ComponentProps<typeof RadixLabel.Root>) {
  return <RadixLabel.Root className={cn("font-medium text-text text-xs", className)} {...rest} />;
}

/** What a control needs to be tied to its label, hint and error. Spread it on the control. */
export interface FieldControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Beside the label, at the far end: a counter, a link, a mode switch. */
  aside?: ReactNode;
  /** `row` puts the control before the label, as for a checkbox or a switch. */
  layout?: "column" | "row";
  className?: string;
  children: (control: FieldControlProps) => ReactNode;
}

export function Field(props: FieldProps) {
  const { label, hint, error, required, aside, layout = "column", className, children } = props;
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const control = children({
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": required || undefined,
  });
  const caption = (
    <Label htmlFor={id}>
      {label}
      {required && (
        <span aria-hidden className="ml-0.5 text-danger-text">
          *
        </span>
      )}
    </Label>
  );
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      {layout === "row" ? (
        <div className="flex items-center gap-2">
          {control}
          {caption}
          {aside && <span className="ml-auto">{aside}</span>}
        </div>
      ) : (
        <>
          <div className="flex min-h-4 items-center justify-between gap-2">
            {caption}
            {aside}
          </div>
          {control}
        </>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-danger-text text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
