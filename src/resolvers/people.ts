import type { Connection } from '../domain/connection';
import { emailKey } from '../domain/directory';
import { forgetPerson as forget, type Forgotten } from '../sync/forget-person';
import { recorded } from './audit';
import type { Handler } from './guard';
import { locked } from './locked';
import { existing } from './views';

/** The record of the deed does not say who it was. */
export const forgetPerson: Handler<'forgetPerson'> = async ({ connectionId, userId }, handled) => {
  const { app } = handled;
  const connection = await existing(app, connectionId);
  const forgotten = await locked([connectionId], app, () =>
    recorded(
      { action: 'person-forgotten', connection },
      () => forget({ connectionId, userId }, app),
      handled,
    ),
  );
  const isNamed = isNamedIn(connection, forgotten);
  return { summary: [...sentences(forgotten), ...(isNamed ? [stillNamed] : [])].join(' ') };
};

const stillNamed = 'The settings of this connector name them: take them out there.';

function* sentences({ memberships, rejected, runs, wasRead, wasLinked }: Forgotten): Generator<string> {
  if (!wasRead && !wasLinked && memberships + rejected + runs === 0) {
    yield 'Nothing is stored of this person.';
    return;
  }
  yield `Forgotten: ${named(memberships, 'managed membership')}, ${named(runs, 'run')} that named them, and what was read of them.`;
  if (memberships > 0)
    yield 'They stay in their groups on the site, as if somebody had put them in by hand; take them out there if they are to go.';
  if (rejected > 0) yield 'What was rejected for them may be proposed again.';
  yield wasRead
    ? 'The next complete read brings them back, unless they are deleted in the directory before.'
    : 'The last read did not find them in the directory, so the next one brings them back only if they are there again.';
}

function named(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** In the list that administrators keep by hand. */
function isNamedIn({ rules }: Connection, { knownAs }: Forgotten): boolean {
  const known = new Set(knownAs.map(emailKey));
  return rules.removal.keepPeople.some((each) => known.has(emailKey(each)));
}
