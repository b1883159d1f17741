import Button from '@atlaskit/button/default/button';
import { TextAreaRow } from '../../components/text-area-row';
import { TextRow } from '../../components/text-row';
import { dateAndTime } from '../../words/time';
import type { FormProps } from './form-props';
import { secretWords } from './secret-words';

/** Told once for all kinds of secrets. */
const stored = 'It is kept in Forge’s secret store and never shown again.';

export function NewSecretField({ draft, errors, change }: FormProps) {
  const { label, help, lines } = secretWords(draft.directory);
  const field = {
    label,
    isRequired: true,
    value: draft.secret,
    error: errors.secret,
    help: `${help} ${stored}`,
    onChange: (secret: string) => change({ secret }),
  };
  return lines === 'one' ? (
    <TextRow {...field} type="password" />
  ) : (
    <TextAreaRow {...field} rows={6} isMonospaced />
  );
}

interface StoredSecretFieldProps extends FormProps {
  /** When the stored secret was set; undefined where none is stored, or one for another way to sign in. */
  readonly setAtMs: number | undefined;
  readonly isReplacing: boolean;
  readonly setReplacing: (isReplacing: boolean) => void;
}

/** A stored secret cannot be read, only replaced. */
export function StoredSecretField({ setAtMs, isReplacing, setReplacing, ...form }: StoredSecretFieldProps) {
  if (setAtMs === undefined) return <NewSecretField {...form} />;
  if (!isReplacing) {
    return (
      <div className="field">
        <span className="label">{secretWords(form.draft.directory).label}</span>
        <div className="inline">
          <span>Set on {dateAndTime(setAtMs)}</span>
          <Button spacing="compact" onClick={() => setReplacing(true)}>
            Replace secret
          </Button>
        </div>
      </div>
    );
  }
  const keep = (): void => {
    form.change({ secret: '' });
    setReplacing(false);
  };
  return (
    <div className="stack-tight">
      <NewSecretField {...form} />
      <div>
        <Button spacing="compact" appearance="subtle" onClick={keep}>
          Keep the stored secret
        </Button>
      </div>
    </div>
  );
}
