import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { hasTemplate } from "@worktrail/shared/expression/template";
import { useEffect, useState } from "react";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";
import { previewClient } from "./preview-client.ts";
import type { PreviewResult } from "./preview-result.ts";

const AFTER_MS = 120;

/** What a text gives in a scope, a moment behind the typing; null where there is nothing to compute. */
export function usePreview(
  mode: ExpressionMode,
  source: string,
  scope: ExpressionScope | null,
): PreviewResult | null {
  const [shown, setShown] = useState<PreviewResult | null>(null);
  const computes = scope !== null && source.trim() !== "" && (mode === "expression" || hasTemplate(source));
  useEffect(() => {
    if (!computes) {
      setShown(null);
      return;
    }
    let stale = false;
    const timer = setTimeout(() => {
      void previewClient.evaluate(mode, source, scope).then((result) => {
        if (!stale) setShown(result);
      });
    }, AFTER_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [mode, source, scope, computes]);
  return computes ? shown : null;
}
