import Button from '@atlaskit/button/default/button';
import { Moment, useNow } from '../../components/moment';
import { TextAreaRow } from '../../components/text-area-row';
import { TextRow } from '../../components/text-row';
import { dateAndTime } from '../../words/time';
import type { FormProps } from './form-props';
import { secretEnd, secretWords } from './secret-words';

/** Told once for all kinds of secrets. */
const stored = 'It is stored encrypted and never shown again.';

/** A secret that is entered, and the day on which it ends. */
export function NewSecretFields({ draft, errors, change }: FormProps) {
  const { label, help, lines } = secretWords(draft.directory);
  const field = {
    label,
    isRequired: true,
    value: draft.secret,
    error: errors.secret,
    help: `${help} ${stored}`,
    onChange: (secret: string) => change({ secret }),
  };
  return (
    <>
      {lines === 'one' ? (
        <TextRow {...field} type="password" />
      ) : (
        <TextAreaRow {...field} rows={6} isMonospaced />
      )}
      <ExpiryField {...{ draft, errors, change }} />
    </>
  );
}

const minute = 60_000;

function ExpiryField({ draft, errors, change }: FormProps) {
  const nowMs = useNow(minute);
  const end = secretEnd(draft.secretExpiresOn, nowMs);
  const help = secretWords(draft.directory).ends;
  return (
    <TextRow
      label="Expires on"
      type="date"
      width={200}
      value={draft.secretExpiresOn}
      error={errors.secretExpiresOn}
      help={
        <>
          {end !== undefined && <strong className={end.isNear ? 'ends-soon' : undefined}>{end.text} </strong>}
          {help}
        </>
      }
      onChange={(secretExpiresOn) => change({ secretExpiresOn })}
    />
  );
}

/** The stored secret, and what can be done with it. */
export interface StoredSecret {
  /** When it was set; undefined where none is stored, or one for another way to sign in. */
  readonly setAtMs: number | undefined;
  readonly isReplacing: boolean;
  readonly replace: () => void;
  readonly keep: () => void;
}

/** A stored secret cannot be read, only replaced. */
export function StoredSecretFields({ stored: secret, ...form }: FormProps & { stored: StoredSecret }) {
  if (secret.setAtMs === undefined) return <NewSecretFields {...form} />;
  if (!secret.isReplacing) {
    return (
      <>
        <div className="field">
          <span className="label">{secretWords(form.draft.directory).label}</span>
          <div className="inline">
            <span>
              Set on {dateAndTime(secret.setAtMs)} (<Moment atMs={secret.setAtMs} />)
            </span>
            <Button spacing="compact" onClick={secret.replace}>
              Replace secret
            </Button>
          </div>
        </div>
        <ExpiryField {...form} />
      </>
    );
  }
  return (
    <>
      <NewSecretFields {...form} />
      <div>
        <Button spacing="compact" appearance="subtle" onClick={secret.keep}>
          Keep the stored secret
        </Button>
      </div>
    </>
  );
}
