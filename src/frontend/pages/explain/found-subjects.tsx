import Lozenge from '@atlaskit/lozenge';
import type { ReactNode } from 'react';
import type { Outputs } from '../../../contract';
import { Moment } from '../../components/moment';
import { AppLink } from '../../routing/app-link';
import type { SubjectIds } from '../../routing/route';
import { count, counted } from '../../words/count';
import { personIds } from './person-ids';

type Found = Outputs['findSubjects'];

interface FoundSubjectsProps {
  readonly found: Found;
  readonly text: string;
  readonly offers: 'everything' | 'people' | 'groups';
  readonly placeOf: (found: SubjectIds) => string;
}

export function FoundSubjects({ found, text, offers, placeOf }: FoundSubjectsProps) {
  const people = offers === 'groups' ? [] : found.people;
  const groups = offers === 'people' ? [] : found.groups;
  const peopleCount = offers === 'groups' ? 0 : (found.peopleCount ?? people.length);
  const groupCount = offers === 'people' ? 0 : (found.groupCount ?? groups.length);
  return (
    <div className="stack-tight">
      <p className="subtle" aria-live="polite">
        {counted(peopleCount + groupCount, 'result')}
        {found.readAtMs !== undefined && (
          <>
            , as the directory was read <Moment atMs={found.readAtMs} />
          </>
        )}
      </p>
      {people.length + groups.length === 0 && <NothingFound text={text} readAtMs={found.readAtMs} />}
      <Cut shown={people.length} of={peopleCount} what="people" />
      <Cut shown={groups.length} of={groupCount} what="groups" />
      <FoundList title="People" isShown={people.length > 0}>
        {people.map((person) => (
          <li key={person.userId ?? person.accountId ?? person.displayName}>
            <AppLink to={placeOf(personIds(person))}>{person.displayName}</AppLink>
            <span className="subtle">{person.email}</span>
          </li>
        ))}
      </FoundList>
      <FoundList title="Groups" isShown={groups.length > 0}>
        {groups.map(({ id, name, side }) => (
          <li key={`${side}-${id}`}>
            <AppLink to={placeOf({ groupId: id })}>{name}</AppLink>
            <Lozenge>{side === 'directory' ? 'In the directory' : 'On the site'}</Lozenge>
          </li>
        ))}
      </FoundList>
    </div>
  );
}

interface CutProps {
  readonly shown: number;
  readonly of: number;
  readonly what: string;
}

/** Lists are short: who is not among the first is found by a longer text. */
function Cut({ shown, of, what }: CutProps) {
  if (of <= shown) return null;
  return (
    <p>
      The first {count(shown)} of {count(of)} {what} are listed. Type more to narrow it down.
    </p>
  );
}

interface FoundListProps {
  readonly title: string;
  readonly isShown: boolean;
  readonly children: ReactNode;
}

function FoundList({ title, isShown, children }: FoundListProps) {
  if (!isShown) return null;
  return (
    <section className="stack-tight" aria-label={title}>
      <h2 className="label">{title}</h2>
      <ul className="found" aria-label={title}>
        {children}
      </ul>
    </section>
  );
}

function NothingFound({ text, readAtMs }: { text: string; readAtMs: number | undefined }) {
  if (readAtMs === undefined)
    return <p>The directory has not been read yet, so nothing can be found in it.</p>;
  return (
    <p>
      Nothing that was stored has “{text}” in its name, address or ID. Try a shorter part of it. Who came to
      the directory since then is known after the next run.
    </p>
  );
}
