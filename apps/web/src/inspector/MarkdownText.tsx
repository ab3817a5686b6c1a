import Markdown, { type Components } from "react-markdown";

const parts: Components = {
  p: ({ children }) => <p className="my-2">{children}</p>,
  // A page has headings of its own; those of a text only look like some.
  h1: ({ children }) => <p className="my-2 font-semibold text-lg">{children}</p>,
  h2: ({ children }) => <p className="my-2 font-semibold text-base">{children}</p>,
  h3: ({ children }) => <p className="my-2 font-semibold">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc space-y-1 pl-4">{children}</ul>,
  ol: ({ children }) => <ol className="my-2 list-decimal space-y-1 pl-4">{children}</ol>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  code: ({ children }) => <code className="font-mono text-xs">{children}</code>,
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <pre tabIndex={0} className="my-2 overflow-x-auto rounded-md bg-sunken p-2 leading-5">
      {children}
    </pre>
  ),
  a: ({ children, href }) => (
    <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent-text underline">
      {children}
    </a>
  ),
};

/** Markdown as the product shows it. HTML in the text is shown as text, and pictures are left out. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div className="text-sm">
      <Markdown components={parts} disallowedElements={["img"]}>
        {text}
      </Markdown>
    </div>
  );
}
