import { Link } from "@tanstack/react-router";
import { CloudUpload, Copy, RotateCcw, Tag } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import type { Version } from "./version-queries.ts";

export interface VersionDetailsProps {
  segment_id: string;
  version: Version;
  /** Whether its document is there to work with. */
  ready: boolean;
  busy: boolean;
  onRestore: () => void;
  onName: () => void;
  onPublish: () => void;
  onCopy: () => void;
}

/** One version: who, when, what it is called, what became of it, and what can be done with it. */
export function VersionDetails(props: VersionDetailsProps) {
  const { segment_id, version, ready, busy } = props;
  const { revision, name, note, created_at, created_by, published, publications, runs } = version;
  return (
    <section aria-label={`Version ${revision}`} className="flex flex-col gap-2 border-line border-b p-3">
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold text-base">
          {name ? `Version ${revision} · “${name}”` : `Version ${revision}`}
        </h2>
        {published && <Badge tone="success">Published</Badge>}
      </div>
      <p className="text-muted text-xs">
        Saved <RelativeTime value={created_at} /> by {created_by.name}
        {runs > 0 && (
          <>
            {" · "}
            <Link to="/runs" search={{ segment_id }} className="underline hover:text-text">
              {counted(runs, "run")}
            </Link>
          </>
        )}
      </p>
      {note && <p className="whitespace-pre-wrap text-sm">{note}</p>}
      {publications.length > 0 && (
        <ul aria-label="Publishing" className="text-muted text-xs">
          {publications.map(({ action, at, by }) => (
            <li key={`${action} ${at}`}>
              {action === "published" ? "Published" : "Taken back"} <RelativeTime value={at} /> by {by.name}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-1.5 pt-1">
        <Act icon={<RotateCcw />} primary onClick={props.onRestore} disabled={!ready || busy}>
          Restore this version
        </Act>
        <Act icon={<Tag />} onClick={props.onName}>
          Name…
        </Act>
        {!published && (
          <Act icon={<CloudUpload />} onClick={props.onPublish} disabled={busy}>
            Publish this version
          </Act>
        )}
        <Act icon={<Copy />} onClick={props.onCopy} disabled={!ready || busy}>
          Open as a copy
        </Act>
      </div>
    </section>
  );
}

interface ActProps {
  icon: ReactNode;
  primary?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Act({ icon, primary, disabled, onClick, children }: ActProps) {
  return (
    <Button size="sm" variant={primary ? "primary" : "secondary"} disabled={disabled} onClick={onClick}>
      {icon}
      {children}
    </Button>
  );
}
