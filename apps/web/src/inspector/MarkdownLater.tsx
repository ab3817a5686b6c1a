import { Suspense } from "react";
import { later } from "../ui/later.ts";

const MarkdownText = later(() => import("./MarkdownText.tsx"), "MarkdownText");

/** Markdown, plain until the code that draws it has been loaded. */
export function MarkdownLater({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
      <MarkdownText text={text} />
    </Suspense>
  );
}
