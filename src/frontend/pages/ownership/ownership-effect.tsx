import SectionMessage from '@atlaskit/section-message';
import type { Names, OwnershipChange } from '../../../contract';
import { counted } from '../../words/count';

interface OwnershipEffectProps {
  readonly effect: OwnershipChange;
}

const mostNames = 20;

/** What the change would do: the server's sentence, how many memberships, and who would be taken out by the next sync. */
export function OwnershipEffect({ effect }: OwnershipEffectProps) {
  const { wouldLose, names = {} } = effect;
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
          <Losers accountIds={wouldLose} names={names} />
        </>
      )}
    </SectionMessage>
  );
}

interface LosersProps {
  readonly accountIds: readonly string[];
  readonly names: Names;
}

function Losers({ accountIds, names }: LosersProps) {
  const more = accountIds.length - mostNames;
  return (
    <ul className="plain-list" aria-label="Who would be taken out">
      {accountIds.slice(0, mostNames).map((id) => (
        <li key={id}>{names[id] ?? <span className="id">{id}</span>}</li>
      ))}
      {more > 0 && <li>and {counted(more, 'more person', 'more people')}</li>}
    </ul>
  );
}
