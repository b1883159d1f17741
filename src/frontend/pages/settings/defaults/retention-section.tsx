import Heading from '@atlaskit/heading';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { retentionBounds, type DefaultsDraft } from './defaults-draft';

interface RetentionSectionProps {
  readonly draft: DefaultsDraft;
  readonly errors: FieldErrors<string>;
  readonly onChange: (parts: Partial<DefaultsDraft>) => void;
}

export function RetentionSection({ draft, errors, onChange }: RetentionSectionProps) {
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        How long runs are kept
      </Heading>
      <p className="section-text">
        Reports of runs name people. Whatever is older, or one too many, is deleted with its list of changes.
        A run that is deleted cannot be undone any more.
      </p>
      <TextRow
        label="Runs of each connector"
        type="number"
        width={120}
        value={draft.runs}
        error={errors['runs']}
        help={bounds('runs')}
        onChange={(runs) => onChange({ runs })}
      />
      <TextRow
        label="Days"
        type="number"
        width={120}
        value={draft.days}
        error={errors['days']}
        help={bounds('days')}
        onChange={(days) => onChange({ days })}
      />
    </section>
  );
}

function bounds(what: keyof typeof retentionBounds): string {
  const [least, most] = retentionBounds[what];
  return `From ${least} to ${most}.`;
}
