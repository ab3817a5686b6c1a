import { Outlet } from "@tanstack/react-router";
import { CommandsHost } from "../commands/CommandsHost.tsx";
import { useOrganizationChanges } from "../live/use-organization-changes.ts";
import { ConnectionIndicator } from "./ConnectionIndicator.tsx";
import { Rail } from "./Rail.tsx";

/** The frame around every page: the rail at the left (below, on narrow screens) and the page beside it. */
export function AppShell() {
  useOrganizationChanges();
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-inverse px-3 py-2 font-medium text-inverse-text text-sm focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail />
      <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
        <Outlet />
      </main>
      <ConnectionIndicator />
      <CommandsHost />
    </div>
  );
}
