import Heading from '@atlaskit/heading';
import type { Explanation } from '../../../domain/explanation';
import { paths, type SubjectIds } from '../../routing/route';
import { DataAge } from './data-age';
import { MembershipList } from './membership-list';
import { StepList } from './step-list';
import { SubjectFacts } from './subject-facts';
import { SubjectSearch } from './subject-search';

interface ExplanationViewProps {
  readonly connectionId: string;
  readonly explanation: Explanation;
  readonly asked: SubjectIds;
}

export function ExplanationView({ connectionId, explanation, asked }: ExplanationViewProps) {
  const { subject, steps } = explanation;
  const isPerson = subject.kind === 'person';
  return (
    <div className="stack">
      <DataAge connectionId={connectionId} explanation={explanation} />
      <SubjectFacts subject={subject} />
      <section className="result-section">
        <Heading size="medium" as="h2">
          {isPerson ? 'This person' : 'This group'}
        </Heading>
        <StepList label={isPerson ? 'Steps for this person' : 'Steps for this group'} steps={steps} />
      </section>
      <MembershipList connectionId={connectionId} explanation={explanation} asked={asked} />
      <section className="result-section">
        <Heading size="medium" as="h2">
          {isPerson ? 'Why not in another group?' : 'Why is somebody not in it?'}
        </Heading>
        <SubjectSearch
          connectionId={connectionId}
          label={isPerson ? 'Group' : 'Person'}
          help={isPerson ? 'A part of the group’s name.' : 'A part of the person’s name or e-mail address.'}
          offers={isPerson ? 'groups' : 'people'}
          placeOf={(found) => paths.explain(connectionId, { ...asked, ...found })}
        />
      </section>
    </div>
  );
}
