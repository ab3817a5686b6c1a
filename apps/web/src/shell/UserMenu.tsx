import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Archive, Building, KeyRound, LogOut, Monitor, Moon, RectangleEllipsis, Sun } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { PasswordDialog } from "../identity/PasswordDialog.tsx";
import { organizationsQuery, sessionQuery, signOut, switchOrganization } from "../identity/session.ts";
import { THEMES, type Theme, useTheme } from "../theme/theme.ts";
import { cn } from "../ui/cn.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/DropdownMenu.tsx";
import { railItem, railLabel } from "./rail-state.ts";

const themeLooks = {
  system: { word: "As the system", icon: Monitor },
  light: { word: "Light", icon: Sun },
  dark: { word: "Dark", icon: Moon },
} satisfies Record<Theme, unknown>;

function report(work: Promise<void>): void {
  work.catch((error: unknown) => toast.error(describeError(error).message));
}

export function UserMenu() {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const [passwordOpen, setPasswordOpen] = useState(false);
  if (!session) return null;
  const { name, email } = session.user;
  const shown = name || email;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger aria-label={`Account of ${shown}`} className={cn(railItem, "md:mb-0")}>
          <span
            aria-hidden
            // Drawn, not written: as text it would be part of what the name of the button has to say.
            data-initial={shown.slice(0, 1)}
            className="flex size-5 shrink-0 items-center justify-center rounded-full bg-accent-text/15 font-semibold text-[11px] text-accent-text uppercase before:content-[attr(data-initial)]"
          />
          <span className={railLabel}>{shown}</span>
        </DropdownMenuTrigger>
        <DropdownMenuContent side="top" align="start" className="w-60">
          <div className="px-2 py-1.5">
            <p className="truncate font-medium">{shown}</p>
            {name && <p className="truncate text-muted text-xs">{email}</p>}
          </div>
          <DropdownMenuSeparator />
          <Organizations active={session.session.activeOrganizationId ?? undefined} />
          <DropdownMenuLabel>Theme</DropdownMenuLabel>
          <ThemeChoice />
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void navigate({ to: "/settings/secrets" })}>
            <KeyRound /> Secrets
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void navigate({ to: "/settings/retention" })}>
            <Archive /> Kept runs
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setPasswordOpen(true)}>
            <RectangleEllipsis /> Password…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => report(signOut())}>
            <LogOut /> Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <PasswordDialog open={passwordOpen} onOpenChange={setPasswordOpen} email={email} />
    </>
  );
}

function Organizations({ active }: { active: string | undefined }) {
  const { data: organizations = [] } = useQuery(organizationsQuery);
  if (organizations.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>Organisation</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={active ?? organizations[0]?.id ?? ""}
        onValueChange={(id) => report(switchOrganization(id))}
      >
        {organizations.map((organization) => (
          <DropdownMenuRadioItem key={organization.id} value={organization.id}>
            <Building />
            <span className="truncate">{organization.name}</span>
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuSeparator />
    </>
  );
}

function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenuRadioGroup
      value={theme}
      onValueChange={(chosen) => setTheme(THEMES.find((known) => known === chosen) ?? "system")}
    >
      {THEMES.map((known) => {
        const { word, icon: Icon } = themeLooks[known];
        return (
          <DropdownMenuRadioItem key={known} value={known} onSelect={(event) => event.preventDefault()}>
            <Icon />
            {word}
          </DropdownMenuRadioItem>
        );
      })}
    </DropdownMenuRadioGroup>
  );
}
