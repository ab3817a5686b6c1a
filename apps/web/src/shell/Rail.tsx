import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox, type LucideIcon, PanelLeftClose, PanelLeftOpen, Play, Workflow } from "lucide-react";
import { trpc } from "../api/trpc.ts";
import { CountBadge } from "../ui/Badge.tsx";
import { cn } from "../ui/cn.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { LogoMark } from "./LogoMark.tsx";
import { railItem, railLabel, useRail } from "./rail-state.ts";
import { UserMenu } from "./UserMenu.tsx";

export function Rail() {
  const { expanded, toggle } = useRail();
  const openTasks = useQuery(trpc.tasks.list.queryOptions({ status: "open" }));
  const count = openTasks.data?.tasks.length ?? 0;
  const Fold = expanded ? PanelLeftClose : PanelLeftOpen;
  return (
    <nav
      aria-label="Main"
      data-expanded={expanded || undefined}
      className="group/rail flex shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:w-13 md:flex-col md:border-t-0 md:border-r md:p-2 md:data-expanded:w-48"
    >
      <Link
        to="/segments"
        aria-label="Worktrail, start page"
        className="mb-3 hidden h-9 items-center gap-2.5 rounded-md px-1 md:flex"
      >
        <LogoMark className="size-7 shrink-0" />
        <span className={cn(railLabel, "font-semibold text-text")}>Worktrail</span>
      </Link>
      <RailLink to="/segments" label="Segments" icon={Workflow} />
      <RailLink to="/runs" label="Runs" icon={Play} />
      <RailLink to="/inbox" label="Inbox" icon={Inbox} count={count} />
      <div className="hidden flex-1 md:block" />
      <Tooltip label={expanded ? "Fold the navigation" : "Unfold the navigation"} side="right">
        <button
          type="button"
          aria-label={expanded ? "Fold the navigation" : "Unfold the navigation"}
          aria-expanded={expanded}
          onClick={toggle}
          className={cn(railItem, "hidden md:flex")}
        >
          <Fold aria-hidden />
        </button>
      </Tooltip>
      <UserMenu />
    </nav>
  );
}

interface RailLinkProps {
  to: "/segments" | "/runs" | "/inbox";
  label: string;
  icon: LucideIcon;
  count?: number;
}

function RailLink({ to, label, icon: Icon, count = 0 }: RailLinkProps) {
  const expanded = useRail((state) => state.expanded);
  const link = (
    <Link
      to={to}
      aria-describedby={count > 0 ? "rail-count" : undefined}
      aria-label={label}
      className={railItem}
    >
      <Icon aria-hidden />
      <span className={railLabel}>{label}</span>
    </Link>
  );
  return (
    <div className="relative flex min-w-0 flex-1 flex-col md:flex-none">
      {expanded ? (
        link
      ) : (
        <Tooltip label={label} side="right">
          {link}
        </Tooltip>
      )}
      {count > 0 && (
        <span className="pointer-events-none absolute top-1.5 left-1/2 ml-1 flex md:top-0.5 md:left-5 md:ml-0">
          <CountBadge count={count} className="ring-2 ring-surface" />
          <span id="rail-count" hidden>
            {count === 1 ? "1 open task" : `${count} open tasks`}
          </span>
        </span>
      )}
    </div>
  );
}
