import { VERSION_LIMITS } from "@worktrail/shared/api/segments";
import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { Textarea } from "../ui/Textarea.tsx";

export type VersionWords = { readonly name: string; readonly note: string };

export interface VersionWordsFieldsProps {
  words: VersionWords;
  onChange: (words: VersionWords) => void;
}

/** What people call a version and say of it. */
export function VersionWordsFields({ words, onChange }: VersionWordsFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      <Field label="Name" hint="Such as “Before launch”; may stay empty.">
        {(control) => (
          <Input
            {...control}
            value={words.name}
            maxLength={VERSION_LIMITS.name}
            onChange={(event) => onChange({ ...words, name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Note">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={words.note}
            maxLength={VERSION_LIMITS.note}
            onChange={(event) => onChange({ ...words, note: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
