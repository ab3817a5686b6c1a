import { useQuery } from "@tanstack/react-query";
import { TASK_SCOPES } from "@worktrail/shared/api/tasks";
import type { ReactNode } from "react";
import { trpc } from "../api/trpc.ts";
import { Badge } from "../ui/Badge.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/Tabs.tsx";
import type { Scope } from "./task-types.ts";

const words: Record<Scope, string> = { mine: "Mine", available: "Available", history: "History", all: "All" };

export interface ScopeTabsProps {
  scope: Scope;
  onScope: (scope: Scope) => void;
  /** The tasks of the chosen scope. */
  children: ReactNode;
}

export function ScopeTabs({ scope, onScope, children }: ScopeTabsProps) {
  const choose = (value: string) => {
    const next = TASK_SCOPES.find((known) => known === value);
    if (next) onScope(next);
  };
  return (
    <Tabs value={scope} onValueChange={choose} className="flex h-full flex-col">
      <TabsList aria-label="Which tasks">
        {TASK_SCOPES.map((value) => (
          <TabsTrigger key={value} value={value}>
            {words[value]}
            {(value === "mine" || value === "available") && <OpenCount scope={value} />}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={scope} tabIndex={-1} className="overflow-y-auto">
        {children}
      </TabsContent>
    </Tabs>
  );
}

function OpenCount({ scope }: { scope: "mine" | "available" }) {
  const tasks = useQuery(trpc.tasks.list.queryOptions({ scope }));
  const count = tasks.data?.tasks.length ?? 0;
  return count > 0 ? <Badge>{count}</Badge> : null;
}
