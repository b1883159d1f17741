import type { Outputs } from '../../src/contract';
import type { Host } from '../host';
import { ask } from './ask';
import { CommandError, exitCodes } from './failure-exit';
import { capped } from './texts';

type Found = Outputs['findSubjects'];
type Person = Found['people'][number] & { readonly userId: string };
type Group = Found['groups'][number];

const shown = 10;

/** The one person of the last read whose id, address or name is this text, or has it in it. Throws CommandError for none and for several. */
export async function findPerson(host: Host, connectionId: string, text: string): Promise<Person> {
  const { people } = await find(host, connectionId, text);
  const known = people.flatMap((person) =>
    person.userId === undefined ? [] : [{ ...person, userId: person.userId }],
  );
  return theOne(known, {
    text,
    option: '--person',
    names: ({ userId, displayName, email = '' }) => [userId, email, displayName],
    line: ({ userId, displayName, email }) =>
      `${displayName}${email === undefined ? '' : `, ${email}`}: ${userId}`,
  });
}

/** The one group, on either side, whose id or name is this text, or has it in it; of two with one name, the one of the site. */
export async function findGroup(host: Host, connectionId: string, text: string): Promise<Group> {
  const { groups } = await find(host, connectionId, text);
  const onSite = new Set(groups.flatMap(({ side, name }) => (side === 'site' ? [name.toLowerCase()] : [])));
  const apart = groups.filter(
    ({ id, side, name }) => side === 'site' || id === text || !onSite.has(name.toLowerCase()),
  );
  return theOne(apart, {
    text,
    option: '--group',
    names: ({ id, name }) => [id, name],
    line: ({ id, name, side }) => `${name}, ${side === 'site' ? 'on the site' : 'in the directory'}: ${id}`,
  });
}

async function find(host: Host, connectionId: string, text: string): Promise<Found> {
  const found = await ask(host, 'findSubjects', { connectionId, text });
  if (found.readAtMs !== undefined) return found;
  throw new CommandError(
    'Nothing is stored of the directory yet. Run "ugs plan" or "ugs sync" with this --data first.',
    exitCodes.usage,
  );
}

interface Choice<T> {
  readonly text: string;
  readonly option: string;
  readonly names: (one: T) => readonly string[];
  readonly line: (one: T) => string;
}

function theOne<T>(found: readonly T[], { text, option, names, line }: Choice<T>): T {
  const exact = found.filter((one) => names(one).some((name) => name.toLowerCase() === text.toLowerCase()));
  const [one, ...others] = exact.length === 1 ? exact : found;
  if (one === undefined)
    throw new CommandError(
      `${option} ${text}: nothing of that name, address or id is in what was read last.`,
      exitCodes.usage,
    );
  if (others.length === 0) return one;
  const lines = capped(found, { shown, more: 'give more of the name' }, line);
  throw new CommandError(
    [`${option} ${text} could mean several. Name one by its id:`, ...lines.map((each) => `  ${each}`)].join(
      '\n',
    ),
    exitCodes.usage,
  );
}
