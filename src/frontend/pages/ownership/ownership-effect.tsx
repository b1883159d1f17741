import SectionMessage from '@atlaskit/section-message';
import type { ManagedGroup, OwnershipChange } from '../../../contract';
import { useNamesIn } from '../../api/explain-queries';
import { counted } from '../../words/count';

interface OwnershipEffectProps {
  readonly connectionId: string;
  readonly group: ManagedGroup;
  readonly effect: OwnershipChange;
}

const mostNames = 20;

/** What the change would do: the server's sentence, how many memberships, and who would be taken out by the next sync. */
export function OwnershipEffect({ connectionId, group, effect }: OwnershipEffectProps) {
  const { wouldLose } = effect;
  return (
    <SectionMessage
      appearance={wouldLose.length > 0 ? 'warning' : 'information'}
      title={counted(effect.memberships, 'membership')}
    >
      <p>{effect.summary}</p>
      {wouldLose.length > 0 && (
        <>
          <p>
            The next sync would take <strong>{counted(wouldLose.length, 'person', 'people')}</strong> out:
          </p>
          <Losers connectionId={connectionId} groupId={group.groupId} accountIds={wouldLose} />
        </>
      )}
    </SectionMessage>
  );
}

interface LosersProps {
  readonly connectionId: string;
  readonly groupId: string;
  readonly accountIds: readonly string[];
}

function Losers({ connectionId, groupId, accountIds }: LosersProps) {
  const names = useNamesIn(connectionId, [groupId]);
  const more = accountIds.length - mostNames;
  return (
    <ul className="plain-list" aria-label="Who would be taken out">
      {accountIds.slice(0, mostNames).map((id) => (
        <li key={id}>{names.get(id) ?? <span className="id">{id}</span>}</li>
      ))}
      {more > 0 && <li>and {counted(more, 'more person', 'more people')}</li>}
    </ul>
  );
}
