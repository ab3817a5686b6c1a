import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Toaster as Sonner } from "sonner";
import { Spinner } from "./Spinner.tsx";

/** Mounted once by the shell. Everywhere else: `import { toast } from "sonner"`. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      visibleToasts={4}
      icons={{
        success: <CircleCheck className="size-4 text-success-text" />,
        error: <CircleAlert className="size-4 text-danger-text" />,
        warning: <TriangleAlert className="size-4 text-warning-text" />,
        info: <Info className="size-4 text-info-text" />,
        loading: <Spinner className="text-muted" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) font-sans items-start gap-2 rounded-lg border border-line bg-raised p-3 text-sm text-text shadow-float",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 text-muted text-xs",
          actionButton:
            "ml-2 h-7 shrink-0 rounded-md border border-line bg-raised px-2.5 font-medium text-xs hover:bg-hover",
          cancelButton: "ml-2 h-7 shrink-0 rounded-md px-2.5 font-medium text-muted text-xs hover:bg-hover",
        },
      }}
    />
  );
}
