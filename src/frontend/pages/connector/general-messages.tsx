import { isConflict } from '../../api/call-error';
import { useTestResult } from '../../api/connection-actions';
import { ChecksMessage } from '../../components/checks-message';
import { ComesIntoView } from '../../components/comes-into-view';
import { ConflictMessage } from '../../components/conflict-message';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { isForWholeForm } from '../connector-form/field-errors';
import type { DraftField } from '../connector-form/draft';
import type { GeneralSave } from './use-general-save';

interface GeneralMessagesProps {
  readonly save: GeneralSave;
  /** The fields that show their own errors. */
  readonly fields: readonly DraftField[];
  readonly onReload: () => void;
}

/** What came of the last save and of the last test. */
export function GeneralMessages({ save, fields, onReload }: GeneralMessagesProps) {
  return (
    <>
      <TestResult id={save.base.id} />
      {isConflict(save.error) && <ConflictMessage onReload={onReload} />}
      {!isConflict(save.error) && isForWholeForm(save.error, fields) && (
        <Problem title="The settings could not be saved" error={save.error} />
      )}
    </>
  );
}

function TestResult({ id }: { id: string }) {
  const test = useTestResult(id);
  if (test.isFetching)
    return (
      <ComesIntoView atMs="now">
        <Loading label="Testing the connection" />
      </ComesIntoView>
    );
  if (test.isPending) return null;
  return (
    <ComesIntoView atMs={Math.max(test.dataUpdatedAt, test.errorUpdatedAt)}>
      {test.isError ? (
        <Problem title="The connection could not be tested" error={test.error} />
      ) : (
        <ChecksMessage checks={test.data.checks} title={titles} />
      )}
    </ComesIntoView>
  );
}

const titles = {
  ok: 'Saved, and the connection works',
  failed: 'Saved, but the connection does not work yet',
};
