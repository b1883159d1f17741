import type { RunReport, WaitingResult } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { Moment } from '../../components/moment';
import { causeWords } from '../../words/change-words';
import { counted } from '../../words/count';
import { directoryName } from '../../words/directory-words';
import { dateAndTime } from '../../words/time';
import { PersonName, type Names } from './names';
import { Section, sectionIds } from './section';

/** Removals that are due and wait for the end of their grace period. */
export function WaitingSection({ report, names }: { report: RunReport; names: Names }) {
  const { waiting = [] } = report;
  if (waiting.length === 0) return null;
  const all = report.waitingCount ?? waiting.length;
  return (
    <Section
      id={sectionIds.waiting}
      title="Waiting removals"
      description={`${counted(all, 'membership')} will be removed when the waiting time of the removal rules is over, unless the person comes back before.${
        all > waiting.length ? ` The first ${counted(waiting.length, 'one')} are shown.` : ''
      }`}
    >
      <DataTable
        label="Waiting removals"
        columns={columnsOf(directoryName(report.connector), names)}
        rows={waiting}
        rowKey={({ group, accountId }) => `${group} ${accountId}`}
      />
    </Section>
  );
}

function columnsOf(directory: string, names: Names): readonly Column<WaitingResult>[] {
  return [
    {
      title: 'Person',
      width: 24,
      sortBy: ({ accountId }) => names[accountId] ?? accountId,
      cell: ({ accountId }) => <PersonName id={accountId} name={names[accountId]} />,
    },
    {
      title: 'Group',
      width: 24,
      sortBy: ({ group }) => group,
      cell: ({ group }) => <span className="wrap">{group}</span>,
    },
    {
      title: 'Why',
      width: 30,
      cell: ({ cause }) => <span className="wrap">{causeWords(cause, directory)}</span>,
    },
    {
      title: 'Removed',
      width: 22,
      sortBy: ({ untilMs }) => untilMs,
      cell: ({ untilMs }) => (
        <div className="two-lines">
          <Moment atMs={untilMs} />
          <span className="subtle">at the first sync after {dateAndTime(untilMs)}</span>
        </div>
      ),
    },
  ];
}
