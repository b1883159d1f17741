import Button from '@atlaskit/button/default/button';
import { useRunExport } from '../../../api/run-export';
import { Problem } from '../../../components/problem';
import { counted } from '../../../words/count';

/** The whole run as a file. A large run comes in several parts, and the page says how many have come. */
export function ExportButtons({ runId }: { runId: string }) {
  const { begin, isBusy, pieces, error } = useRunExport(runId);
  return (
    <>
      <div className="actions">
        <output className="subtle">
          {isBusy && `Preparing the file: ${counted(pieces, 'part')} so far.`}
        </output>
        <Button isDisabled={isBusy} onClick={() => begin('csv')}>
          Export as CSV
        </Button>
        <Button isDisabled={isBusy} onClick={() => begin('json')}>
          Export as JSON
        </Button>
      </div>
      {error !== null && <Problem title="The run could not be exported" error={error} />}
    </>
  );
}
