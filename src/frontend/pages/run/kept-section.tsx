import type { KeptReason } from '../../../domain/plan';
import type { RunReport } from '../../../domain/run';
import { keptWords } from '../../words/change-words';
import { count, counted } from '../../words/count';
import { Section, sectionIds } from './section';

const reasons: readonly KeptReason[] = ['policy', 'person', 'group', 'rejected', 'drift'];

/** Changes that would be due and are not made, because a rule or an administrator says so. */
export function KeptSection({ report: { keptCount = 0, keptReasons = {} } }: { report: RunReport }) {
  if (keptCount === 0) return null;
  const known = reasons.filter((reason) => (keptReasons[reason] ?? 0) > 0);
  return (
    <Section
      id={sectionIds.kept}
      title="Kept as they are"
      description={`${counted(keptCount, 'membership')} would change by the directory, and ${keptCount === 1 ? 'stays' : 'stay'} as ${keptCount === 1 ? 'it is' : 'they are'}.`}
    >
      {known.length > 0 && (
        <ul className="plain-list" aria-label="Why memberships were kept">
          {known.map((reason) => (
            <li key={reason}>
              {count(keptReasons[reason] ?? 0)} {keptWords(reason)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
