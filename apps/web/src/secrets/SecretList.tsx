import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { type ApiOutputs, trpc } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/Table.tsx";

export type Secret = ApiOutputs["secrets"]["list"]["secrets"][number];

export interface SecretListProps {
  secrets: readonly Secret[];
  /** Owners and administrators change them; everybody else sees which there are. */
  mayChange: boolean;
  onReplace: (name: string) => void;
}

export function SecretList({ secrets, mayChange, onReplace }: SecretListProps) {
  const [leaving, setLeaving] = useState<string | null>(null);
  const remove = useMutation(trpc.secrets.delete.mutationOptions());
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            <TableHeader className="w-full">Name</TableHeader>
            <TableHeader className="hidden md:table-cell">Set by</TableHeader>
            <TableHeader>Set</TableHeader>
            <TableHeader className="hidden md:table-cell">Last used</TableHeader>
            {mayChange && (
              <TableHeader>
                <span className="sr-only">Change</span>
              </TableHeader>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {secrets.map(({ name, updated_at, updated_by, last_used_at }) => (
            <TableRow key={name} data-secret={name}>
              <TableCell className="max-w-0 truncate font-mono text-xs">{name}</TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
                {updated_by.name}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                <RelativeTime value={updated_at} />
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
                {last_used_at ? <RelativeTime value={last_used_at} /> : "Never"}
              </TableCell>
              {mayChange && (
                <TableCell className="whitespace-nowrap text-right">
                  <IconButton
                    label={`Replace the value of ${name}`}
                    size="sm"
                    onClick={() => onReplace(name)}
                  >
                    <Pencil />
                  </IconButton>
                  <IconButton label={`Delete ${name}`} size="sm" onClick={() => setLeaving(name)}>
                    <Trash2 />
                  </IconButton>
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={`Delete ${leaving ?? ""}?`}
        description="Steps that name it fail from then on. Its value cannot be brought back."
        confirmLabel="Delete"
        danger
        pending={remove.isPending}
        onConfirm={() => leaving && remove.mutate({ name: leaving }, { onSettled: () => setLeaving(null) })}
      />
    </>
  );
}
