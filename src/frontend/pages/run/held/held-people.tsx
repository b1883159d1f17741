import Button from '@atlaskit/button/default/button';
import { useState } from 'react';
import type { ChangeRow } from '../../../../domain/change-row';
import { useChanges } from '../../../api/run-changes';
import { Loading } from '../../../components/loading';
import { Problem } from '../../../components/problem';
import { causeWords } from '../../../words/change-words';
import { count, counted } from '../../../words/count';
import { PersonName } from '../names';
import type { HeldCount } from './held-groups';

/** How many are asked for, at first and after each "Show more"; a call answers with 1,000 at most. */
const steps = [10, 100, 1000] as const;

interface HeldPeopleProps {
  readonly runId: string;
  readonly sourceId: string;
  readonly name: string;
  readonly held: HeldCount;
  /** The directory by its name. */
  readonly directory: string;
}

/** Who would be added to and removed from one held group. */
export function HeldPeople(props: HeldPeopleProps) {
  const { additions, removals, other } = props.held;
  return (
    <div className="stack">
      {removals + other > 0 && <People {...props} kind="remove" title="Would be removed" />}
      {additions + other > 0 && <People {...props} kind="add" title="Would be added" />}
    </div>
  );
}

function People(props: HeldPeopleProps & { readonly kind: 'add' | 'remove'; readonly title: string }) {
  const { runId, sourceId, name, directory, kind, title } = props;
  const [step, setStep] = useState(0);
  const limit = steps[step] ?? 1000;
  const changes = useChanges({ runId, sourceId, kind, outcome: 'held', offset: 0, limit });
  if (changes.isPending) return <Loading label={`${title}: loading`} />;
  if (changes.isError) {
    return (
      <Problem
        title="The people could not be loaded"
        error={changes.error}
        onRetry={() => void changes.refetch()}
      />
    );
  }
  const { rows, total } = changes.data;
  if (total === 0) return null;
  return (
    <div className="stack-tight">
      <p className="label">
        {title}: {counted(total, 'person', 'people')}
      </p>
      <ul className="people-list" aria-label={`${title}: ${name}`}>
        {rows.map((row) => (
          <HeldPerson key={`${row.kind}-${row.accountId ?? ''}`} row={row} directory={directory} />
        ))}
      </ul>
      <More
        rest={total - rows.length}
        isLast={step === steps.length - 1}
        isLoading={changes.isFetching}
        onMore={() => setStep(step + 1)}
      />
    </div>
  );
}

function HeldPerson({ row, directory }: { row: ChangeRow; directory: string }) {
  const { accountId = '', person, cause } = row;
  return (
    <li className="two-lines">
      <PersonName id={accountId} name={person} />
      {cause !== undefined && <span className="subtle">{causeWords(cause, directory)}</span>}
    </li>
  );
}

interface MoreProps {
  readonly rest: number;
  readonly isLast: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}

function More({ rest, isLast, isLoading, onMore }: MoreProps) {
  if (rest === 0) return null;
  if (isLast) return <p className="subtle">and {count(rest)} more: find them under “All changes”.</p>;
  return (
    <div>
      <Button spacing="compact" isLoading={isLoading} onClick={onMore}>
        Show more ({count(rest)})
      </Button>
    </div>
  );
}
