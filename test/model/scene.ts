import fc from 'fast-check';
import type { RunReport } from '../../src/domain/run';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld, syncAccountId } from '../support/world';
import { aModelConnection, type Membership, type Model, type ModelConnection } from './model-state';
import { firstRules, people, type ConnectionId } from './steps';

/** Where a history begins. */
export interface Beginning {
  readonly directories: readonly (readonly (readonly string[])[])[];
  readonly rules: readonly SyncRules[];
  readonly secondIsPreviewed: boolean;
  /** Whether both connections have synchronised before. */
  readonly isSettled: boolean;
  /** Calls to the directory in a slice. */
  readonly calls: number;
}

const members = fc.subarray(people, { minLength: 2 });
export const beginnings: fc.Arbitrary<Beginning> = fc.record({
  directories: fc.tuple(fc.tuple(members, members, members), fc.tuple(members, members)),
  rules: fc.tuple(firstRules, firstRules),
  secondIsPreviewed: fc.boolean(),
  isSettled: fc.constantFrom(true, true, false),
  calls: fc.constantFrom(4, 1_400),
});

export type Scene = Awaited<ReturnType<typeof aScene>>;

/** The engine over fakes, and beside it what an independent observer keeps of it. */
export async function aScene({ directories, rules: changes, secondIsPreviewed, calls }: Beginning) {
  const [first = [], second = []] = directories;
  const site = aSite(
    { Design: ['acc-ann'], Eng: ['acc-bob', 'acc-eve'], Admins: ['acc-sync'] },
    people.filter((id) => id !== 'zoe'),
  );
  site.groups = site.groups.map((group) =>
    group.name === 'Admins' ? { ...group, protection: 'default-group' as const } : group,
  );
  const own = {
    'conn-1': aDirectory(
      { Design: first[0] ?? [], Eng: first[1] ?? [], 'team Ops': first[2] ?? [] },
      { log: [] },
    ),
    'conn-2': aDirectory({ Design: second[0] ?? [], Sales: second[1] ?? [] }, { log: [] }),
  };
  for (const directory of Object.values(own))
    directory.users = people.map((id, place) =>
      aUser(id, place % 2 === 0 ? { attributes: { department: ['Sales'] } } : {}),
    );
  const world = aWorld(own['conn-1'], site, { slice: { calls } });
  const rulesOf = (place: number): SyncRules => changes[place] ?? defaultRules;
  const settings = [
    { id: 'conn-1', previewed: true },
    { id: 'conn-2', previewed: secondIsPreviewed },
  ] as const;
  for (const [place, { id, previewed }] of settings.entries())
    await world.addConnection({ id, previewed, rules: rulesOf(place), directory: own[id] });
  const model: Model = {
    connections: settings.map(({ id, previewed }, place) =>
      aModelConnection(id, own[id], { isPreviewed: previewed, rules: rulesOf(place) }),
    ),
    groups: site.groups.map(({ id, name, members: present, protection }) => ({
      id,
      name,
      members: new Set(present),
      isProtected: protection !== undefined,
    })),
    accounts: new Map(site.accounts.map(({ email = '', accountId }) => [email, accountId])),
    syncAccountId,
    nextGroup: 1,
  };
  return {
    site,
    world,
    model,
    directory: (id: ConnectionId) => own[id],
    change: (id: ConnectionId) => changing(own[id]),
    /** Memberships that the app ever made, or was told to adopt. */
    appMade: new Set<Membership>(),
    reports: new Map<string, RunReport>(),
    /** Numbers what is made by hand. */
    made: 0,
  };
}

export function connectionOf({ model }: Scene, at: ConnectionId): ModelConnection {
  const connection = model.connections.find(({ id }) => id === at);
  if (connection === undefined) throw new Error('no such connection');
  return connection;
}
