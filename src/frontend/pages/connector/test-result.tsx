import { useTestResult } from '../../api/connection-actions';
import { ChecksMessage } from '../../components/checks-message';
import { ComesIntoView } from '../../components/comes-into-view';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';

/** What came of the last test, permission by permission. */
export function TestResult({ id }: { id: string }) {
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
