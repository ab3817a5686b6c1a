import { KeyRound } from "lucide-react";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../ui/DropdownMenu.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { useSecretNames } from "./secret-names.ts";

interface SecretButtonProps {
  /** The accessible name of the field. */
  label: string;
  disabled: boolean;
  onPick: (text: string) => void;
}

/** Lists the secrets by name and puts the one that is chosen into the field, as `{{ secrets.NAME }}`. */
export function SecretButton({ label, disabled, onPick }: SecretButtonProps) {
  const { names, manage } = useSecretNames();
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          label={`Use a secret in ${label}`}
          size="sm"
          disabled={disabled}
          className="mt-0.5 mr-0.5 shrink-0"
        >
          <KeyRound />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="end"
        // What was picked goes in when the menu has let go of the focus, which then is the field's.
        onCloseAutoFocus={(event) => {
          if (picked === null) return;
          event.preventDefault();
          onPick(`{{ secrets.${picked} }}`);
          setPicked(null);
        }}
      >
        <DropdownMenuLabel>Secrets</DropdownMenuLabel>
        {names === null || names.length === 0 ? (
          <p className="max-w-60 px-2 pb-1.5 text-muted text-xs">
            {names === null
              ? "Write the name of a secret as {{ secrets.NAME }}. Its value stays on the server."
              : "There are no secrets yet."}
          </p>
        ) : (
          names.map((name) => (
            <DropdownMenuItem key={name} onSelect={() => setPicked(name)} className="font-mono text-xs">
              {name}
            </DropdownMenuItem>
          ))
        )}
        {manage && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={manage}>Manage secrets…</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
