import type { App } from '../compose';
import type { Connection } from '../domain/connection';
import { emailKey } from '../domain/directory';
import { unlessDamaged } from '../domain/failure';
import { forgetPerson as forget, type Forgotten } from '../sync/forget-person';
import { awaitedSentence } from '../sync/forget-in-runs';
import { recorded } from './audit';
import { RefusedError, type Handler } from './guard';
import { locked } from './locked';
import { existing } from './views';

/** The record of the deed does not say who it was. */
export const forgetPerson: Handler<'forgetPerson'> = async ({ connectionId, userId }, handled) => {
  const { app } = handled;
  const connection = await existing(app, connectionId);
  const forgotten = await locked([connectionId], app, () =>
    recorded(
      { action: 'person-forgotten', connection },
      async () => {
        const done = await forget({ connectionId, userId }, app);
        if (!('awaitedRunId' in done)) return done;
        throw new RefusedError({ kind: 'conflict', message: awaitedSentence(done.awaitedRunId) });
      },
      handled,
    ),
  );
  const isNamed = isNamedIn(connection, forgotten);
  const isProtected = await isProtectedHere(app, forgotten);
  return {
    summary: [
      ...sentences(forgotten),
      ...(forgotten.wasPaired ? [] : [onlyThisId]),
      ...(isNamed ? [stillNamed] : []),
      ...(isProtected ? [stillProtected] : []),
    ].join(' '),
  };
};

const onlyThisId =
  'Only this ID of theirs is known. Forget the other one too, the Atlassian account ID or that of the directory: what runs did may name them by it.';

const stillNamed = 'The settings of this connector name them: take them out there.';

const stillProtected = 'The settings of the site name them among the protected people: take them out there.';

async function isProtectedHere(app: App, { knownAs }: Forgotten): Promise<boolean> {
  const settings = await unlessDamaged(app.site.getSettings());
  return settings?.protectedPeople.some(({ accountId }) => knownAs.includes(accountId)) === true;
}

function* sentences({ memberships, rejected, runs, wasRead, wasPaired }: Forgotten): Generator<string> {
  if (!wasRead && !wasPaired && memberships + rejected + runs === 0) {
    yield 'Nothing is stored under this ID.';
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
