import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { IconButton, type IconButtonProps } from "./IconButton.tsx";

export interface CopyButtonProps extends Omit<IconButtonProps, "label" | "children" | "onClick"> {
  /** The text, or how to make it when asked. */
  text: string | (() => string);
  label?: string;
}

export function CopyButton({ text, label = "Copy", ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setCopied(true);
    } catch {
      toast.error("The browser did not allow copying. Select the text and copy it by hand.");
    }
  };
  return (
    <IconButton label={copied ? "Copied" : label} onClick={copy} {...rest}>
      {copied ? <Check className="text-success-text" /> : <Copy />}
    </IconButton>
  );
}
