import Heading from '@atlaskit/heading';
import type { ConnectionView } from '../../../contract';
import { TextRow } from '../../components/text-row';
import { ToggleRow } from '../../components/toggle-row';
import type { FieldErrors } from '../connector-form/field-errors';
import type { ReadingDraft, ReadingField } from './reading-draft';
import { StoredReading } from './stored-reading';

interface ReadingSectionProps {
  readonly view: ConnectionView;
  readonly reading: ReadingDraft;
  readonly errors: FieldErrors<ReadingField>;
  readonly onChange: (reading: ReadingDraft) => void;
}

export function ReadingSection({ view, reading, errors, onChange }: ReadingSectionProps) {
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Reading the directory
      </Heading>
      <ToggleRow
        label="Read only what changed in scheduled runs"
        help="Saves API calls where the directory can tell what changed; where it cannot, everything is read and the run says why. Runs that you start with Sync or Preview always read everything."
        isChecked={reading.changes}
        onChange={(changes) => onChange({ ...reading, changes })}
      />
      {reading.changes && <CompleteReads {...{ reading, errors, onChange }} />}
      <StoredReading view={view} />
    </section>
  );
}

function CompleteReads({ reading, errors, onChange }: Omit<ReadingSectionProps, 'view'>) {
  return (
    <fieldset className="fieldset">
      <legend className="legend">Read everything nevertheless, whichever comes first</legend>
      <div className="limit-row">
        <TextRow
          label="Every so many runs"
          type="number"
          value={reading.completeEveryRuns}
          error={errors.completeEveryRuns}
          onChange={(completeEveryRuns) => onChange({ ...reading, completeEveryRuns })}
        />
        <TextRow
          label="Every so many hours"
          type="number"
          value={reading.completeEveryHours}
          error={errors.completeEveryHours}
          onChange={(completeEveryHours) => onChange({ ...reading, completeEveryHours })}
        />
      </div>
    </fieldset>
  );
}
