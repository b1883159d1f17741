import Lozenge from '@atlaskit/lozenge';
import type { GroupResult, RunMode, RunReport } from '../../../domain/run';
import { DataTable, type Column } from '../../components/data-table';
import { count } from '../../words/count';
import { hasChanges } from './changes/change-filter';
import { ChangesLink } from './changes/changes-link';
import { Section, sectionIds } from './section';

function countColumn(title: string, of: (group: GroupResult) => number): Column<GroupResult> {
  return { title, width: 11, align: 'end', sortBy: of, cell: (group) => count(of(group)) };
}

/** A preview has applied nothing: it counts what its plan holds. */
const changeColumns: Record<RunMode, readonly Column<GroupResult>[]> = {
  preview: [
    countColumn('To add', ({ planned }) => planned.additions),
    countColumn('To remove', ({ planned }) => planned.removals),
  ],
  sync: [countColumn('Added', ({ added }) => added), countColumn('Removed', ({ removed }) => removed)],
};

/** Shown where any group has some: an undo looks at nothing but what it takes back, and a preview fails at nothing. */
const others: readonly { readonly title: string; readonly of: (group: GroupResult) => number }[] = [
  { title: 'Unchanged', of: ({ alreadyCorrect }) => alreadyCorrect },
  { title: 'Held', of: ({ held }) => held },
  { title: 'Failed', of: ({ failed }) => failed },
  { title: 'By hand', of: byHandIn },
  { title: 'By others', of: ({ wantedByOthers = 0 }) => wantedByOthers },
];

/** Reports of earlier versions do not tell them from those of other connectors. */
function byHandIn({ unmanaged, byHand = unmanaged }: GroupResult): number {
  return byHand;
}

function columnsOf({ mode, runId, groups }: RunReport): readonly Column<GroupResult>[] {
  return [
    {
      title: 'Group',
      width: 34,
      sortBy: ({ name }) => name,
      cell: (group) => <GroupName group={group} mode={mode} runId={runId} />,
    },
    ...changeColumns[mode],
    ...others
      .filter(({ of }) => groups.some((group) => of(group) > 0))
      .map(({ title, of }) => countColumn(title, of)),
  ];
}

/** Leads to its changes. */
function GroupName({ group, mode, runId }: { group: GroupResult; mode: RunMode; runId: string }) {
  const name = <span className="wrap">{group.name}</span>;
  const { sourceId } = group;
  return (
    <span className="inline">
      {sourceId === undefined || !hasChanges(group) ? (
        name
      ) : (
        <ChangesLink runId={runId} filter={{ sourceId }}>
          {name}
        </ChangesLink>
      )}
      {mode === 'preview' && group.planned.creation && <Lozenge appearance="new">To create</Lozenge>}
      {group.created && <Lozenge appearance="new">Created</Lozenge>}
    </span>
  );
}

export function GroupsSection({ report }: { report: RunReport }) {
  if (report.groups.length === 0) return null;
  return (
    <Section id={sectionIds.groups} title="Groups" description={numbersWords(report)}>
      <DataTable
        label="Groups"
        columns={columnsOf(report)}
        rows={report.groups}
        rowKey={({ name }) => name}
        rowsPerPage={20}
      />
    </Section>
  );
}

function numbersWords({ groups }: RunReport): string {
  const isAny = (of: (group: GroupResult) => number) => groups.some((group) => of(group) > 0);
  return [
    'Numbers are memberships.',
    ...(isAny(byHandIn) ? ['Those made by hand are counted and left alone.'] : []),
    ...(isAny(({ wantedByOthers = 0 }) => wantedByOthers)
      ? ['Those that only other connectors want are counted under “By others” and stay.']
      : []),
  ].join(' ');
}
