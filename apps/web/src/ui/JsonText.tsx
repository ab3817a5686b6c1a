import { useState } from "react";

const FOLDED = 400;
const UNFOLDED = 20_000;

/** A text value with its line breaks, folded while long; beyond 20,000 characters it can only be copied. */
export function JsonText({ text }: { text: string }) {
  const [unfolded, setUnfolded] = useState(false);
  const length = unfolded ? UNFOLDED : FOLDED;
  if (text.length <= FOLDED) return <span className="text-success-text">"{text}"</span>;
  const rest = text.length - length;
  return (
    <>
      <span className="text-success-text">
        "{text.slice(0, length)}
        {rest > 0 ? "…" : '"'}
      </span>{" "}
      <button
        type="button"
        onClick={() => setUnfolded(!unfolded)}
        className="rounded-md text-accent-text hover:underline"
      >
        {unfolded ? "Show less" : `Show more (${text.length.toLocaleString("en")} characters)`}
      </button>
      {unfolded && rest > 0 && (
        <span className="text-muted">
          {" "}
          The last {rest.toLocaleString("en")} characters are not shown; copy to get all.
        </span>
      )}
    </>
  );
}
