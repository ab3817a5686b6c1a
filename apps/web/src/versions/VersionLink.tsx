import { Link } from "@tanstack/react-router";

export interface VersionLinkProps {
  segment_id: string;
  /** Null for a run of a segment that was never saved. */
  revision: number | null;
  name: string | null;
  className?: string;
}

/** Which version a run ran, leading to it in the history of its segment. */
export function VersionLink({ segment_id, revision, name, className }: VersionLinkProps) {
  if (revision === null) return <span className={className}>never saved</span>;
  return (
    <Link
      to="/segments/$segmentId"
      params={{ segmentId: segment_id }}
      search={{ version: revision }}
      className={`${className ?? ""} underline decoration-line-strong underline-offset-2 hover:decoration-current`}
    >
      version {revision}
      {name && ` · “${name}”`}
    </Link>
  );
}
