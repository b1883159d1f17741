import Button from '@atlaskit/button/default/button';
import { TextRow } from '../../components/text-row';
import { dateAndTime } from '../../words/time';
import type { FormProps } from './form-props';

export function NewSecretField({ draft, errors, change }: FormProps) {
  return (
    <TextRow
      label="Client secret"
      isRequired
      type="password"
      value={draft.secret}
      error={errors.secret}
      help="It is kept in Forge’s secret store and never shown again."
      onChange={(secret) => change({ secret })}
    />
  );
}

interface StoredSecretFieldProps extends FormProps {
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
        <span className="label">Client secret</span>
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
