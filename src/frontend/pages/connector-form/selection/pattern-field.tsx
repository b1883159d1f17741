import { ChoiceRow } from '../../../components/choice-row';
import { TextAreaRow } from '../../../components/text-area-row';
import type { PatternDraft } from './selection-draft';

interface PatternFieldProps {
  readonly title: string;
  /** What each way to filter is called. */
  readonly modes: Readonly<Record<PatternDraft['mode'], string>>;
  readonly modeLabel: string;
  readonly textLabel: string;
  readonly help: string;
  /** Stands in the empty field: what an empty list comes to in each way. */
  readonly placeholders: Readonly<Record<PatternDraft['mode'], string>>;
  readonly draft: PatternDraft;
  readonly error: string | undefined;
  readonly onChange: (draft: PatternDraft) => void;
}

/** Texts with `*`, one a line, that let in or keep out. */
export function PatternField(props: PatternFieldProps) {
  const { title, modes, modeLabel, textLabel, help, placeholders, draft, error, onChange } = props;
  const options = [
    { value: 'include', label: modes.include },
    { value: 'exclude', label: modes.exclude },
  ] as const;
  return (
    <fieldset className="fieldset stack-fields">
      <legend className="group-title">{title}</legend>
      <ChoiceRow
        label={modeLabel}
        options={options}
        value={draft.mode}
        onChange={(mode) => onChange({ ...draft, mode })}
      />
      <TextAreaRow
        label={textLabel}
        rows={3}
        value={draft.text}
        error={error}
        help={help}
        placeholder={placeholders[draft.mode]}
        onChange={(text) => onChange({ ...draft, text })}
      />
    </fieldset>
  );
}
