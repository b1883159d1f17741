import Heading from '@atlaskit/heading';
import type { ExplainedMembership, Explanation } from '../../../domain/explanation';
import type { SubjectIds } from '../../routing/route';
import { count, counted } from '../../words/count';
import { MembershipFold } from './membership-fold';

interface MembershipListProps {
  readonly connectionId: string;
  readonly explanation: Explanation;
  readonly asked: SubjectIds;
}

export function MembershipList({ connectionId, explanation, asked }: MembershipListProps) {
  const { subject, memberships, membershipCount } = explanation;
  const isOne = asked.userId !== undefined && asked.groupId !== undefined;
  const of = isOne ? 'both' : subject.kind;
  return (
    <section className="result-section">
      <Heading size="medium" as="h2">
        {titles[of](membershipCount)}
      </Heading>
      {memberships.length === 0 && <p>{nobody[of]}</p>}
      {memberships.length < membershipCount && (
        <p className="section-text">
          The first {count(memberships.length)} of {count(membershipCount)} are listed. Look for the others
          below.
        </p>
      )}
      <ul className="memberships" aria-label="Memberships">
        {memberships.map((membership) => (
          <li key={keyOf(membership)}>
            <MembershipFold connectionId={connectionId} membership={membership} of={of} isOpen={isOne} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const titles: Record<'person' | 'group' | 'both', (many: number) => string> = {
  person: (many) => counted(many, 'group'),
  group: (many) => counted(many, 'person', 'people'),
  both: () => 'This membership',
};

const nobody: Record<'person' | 'group' | 'both', string> = {
  person: 'This person is in no group that this connector knows, and belongs into none.',
  group: 'Nobody is in this group, and nobody belongs into it.',
  both: 'Nothing is known of this membership.',
};

function keyOf({ group, groupId, userId, accountId }: ExplainedMembership): string {
  return [groupId ?? group, userId, accountId].join(' ');
}
