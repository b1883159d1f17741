import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import type { ExplainedMembership } from '../../../domain/explanation';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { personIds } from './person-ids';
import { StepList } from './step-list';

interface MembershipFoldProps {
  readonly connectionId: string;
  readonly membership: ExplainedMembership;
  /** Whose memberships are listed: the row is named by the other side. */
  readonly of: 'person' | 'group' | 'both';
  readonly isOpen: boolean;
}

/** One membership with its verdict; the steps that led to it are folded under it, and drawn once they are looked at: there may be hundreds. */
export function MembershipFold({ connectionId, membership, of, isOpen }: MembershipFoldProps) {
  const [wasOpened, setWasOpened] = useState(isOpen);
  const { group, verdict } = membership;
  const person = membership.displayName ?? membership.accountId ?? 'Somebody who is not known';
  const name = { person: group, group: person, both: `${person} in ${group}` }[of];
  return (
    <details className="fold membership" open={isOpen} onToggle={() => setWasOpened(true)}>
      <summary>
        <span className="inline">
          <strong className="wrap">{name}</strong>
          <States membership={membership} />
        </span>
        <span className="verdict">{verdict}</span>
      </summary>
      {wasOpened && <Steps {...{ connectionId, membership, of, name, person }} />}
    </details>
  );
}

type StepsProps = Pick<MembershipFoldProps, 'connectionId' | 'membership' | 'of'> & {
  readonly name: string;
  readonly person: string;
};

function Steps({ connectionId, membership, of, name, person }: StepsProps) {
  const { group, groupId, steps } = membership;
  const ids = personIds(membership);
  return (
    <div className="fold-body stack-tight">
      <StepList label={`Steps for ${name}`} steps={steps} />
      {of !== 'group' && groupId !== undefined && (
        <p>
          <AppLink to={paths.explain(connectionId, { groupId })}>Everybody in {group}</AppLink>
        </p>
      )}
      {of !== 'person' && ids.userId !== undefined && (
        <p>
          <AppLink to={paths.explain(connectionId, ids)}>All groups of {person}</AppLink>
        </p>
      )}
    </div>
  );
}

/** Whether they are in it, and whether that is what the rules want. */
function States({ membership: { present, wanted, managed } }: { membership: ExplainedMembership }) {
  return (
    <>
      <Lozenge appearance={present ? 'success' : 'default'}>{present ? 'In the group' : 'Not in it'}</Lozenge>
      {present !== wanted && <Lozenge appearance="moved">{wanted ? 'Belongs in it' : 'Not wanted'}</Lozenge>}
      {managed && <Lozenge appearance="inprogress">Managed</Lozenge>}
    </>
  );
}
