import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import type { NoticeView, Outputs } from '../../../../contract';
import { useNotices } from '../../../api/notices';
import { DataTable, type Column } from '../../../components/data-table';
import { Loading } from '../../../components/loading';
import { Moment } from '../../../components/moment';
import { Problem } from '../../../components/problem';
import { AppLink } from '../../../routing/app-link';
import { paths } from '../../../routing/route';
import { count } from '../../../words/count';
import { IssueLink } from './issue-link';

/** The issues that are open now, and what could not be told. Nothing while notifications are off and nothing is left of them. */
export function OpenNotices({ isOn }: { isOn: boolean }) {
  const { data, isError, error, refetch } = useNotices();
  if (!isOn && (data === undefined || data.notices.length === 0)) return null;
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Open now
      </Heading>
      {isError && (
        <Problem title="The open issues could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && !isError && <Loading label="Loading the open issues" />}
      {data !== undefined && <Notices isOn={isOn} told={data} />}
    </section>
  );
}

function Notices({ isOn, told: { notices, trouble } }: { isOn: boolean; told: Outputs['listNotices'] }) {
  return (
    <>
      {trouble !== undefined && (
        <SectionMessage appearance="warning" title="Something could not be told">
          <p>{trouble.message}</p>
          <p className="subtle">
            <Moment atMs={trouble.atMs} />. What can still be told is tried again every five minutes.
          </p>
        </SectionMessage>
      )}
      {!isOn && (
        <p className="section-text">These are resolved within five minutes, because notifications are off.</p>
      )}
      {notices.length === 0 ? (
        <p className="section-text">No issue is open: nothing waits, and no connector fails.</p>
      ) : (
        <DataTable
          label="Open issues"
          columns={columns}
          rows={notices}
          rowKey={({ connectionId, cause }) => `${connectionId}-${cause}`}
        />
      )}
    </>
  );
}

const causes = {
  held: 'Changes wait for approval',
  failed: 'Runs stop or end with failures',
} as const;

const columns: readonly Column<NoticeView>[] = [
  { title: 'Issue', width: 15, cell: ({ issueKey }) => <IssueLink issueKey={issueKey} /> },
  { title: 'Connector', width: 25, cell: (notice) => <Connector notice={notice} /> },
  { title: 'Cause', width: 35, cell: (notice) => <Cause notice={notice} /> },
  { title: 'Opened', width: 15, cell: ({ openedAtMs }) => <Moment atMs={openedAtMs} /> },
  { title: 'Runs', width: 10, align: 'end', cell: ({ times }) => count(times) },
];

function Connector({ notice: { connectionId, connectionName } }: { notice: NoticeView }) {
  if (connectionName === undefined) return <span className="subtle">A deleted connector</span>;
  return <AppLink to={paths.connector(connectionId, 'runs')}>{connectionName}</AppLink>;
}

function Cause({ notice: { cause, over } }: { notice: NoticeView }) {
  return (
    <span className="inline">
      {causes[cause]}
      {over === true && <Lozenge appearance="moved">Over: close it by hand</Lozenge>}
    </span>
  );
}
