import type { GroupPlan } from '../../src/domain/plan';
import { seatUse } from '../../src/sync/seats';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const existing = (id: string, name = id) => ({ kind: 'existing', id, name }) as const;

function aPlan(group: GroupPlan['group'], add: readonly string[]): GroupPlan {
  const none = { remove: [], alreadyCorrect: 0, unmanaged: 0, managed: 0, present: 0 };
  return { sourceId: 'role:1', group, add, ...none };
}

describe('the seats that a plan would use', () => {
  const jira = { product: 'Jira', groups: ['g-devs', 'g-qa'], free: 1 };

  it('are of people who come into a group that gives access, each once, and have it by no other that was read', () => {
    const groups = [
      aPlan(existing('g-devs'), ['ann', 'bob']),
      aPlan(existing('g-qa'), ['ann', 'cem', 'dora']),
    ];
    const read = [
      { group: existing('g-devs'), members: new Set(['cem']) },
      { group: existing('g-other'), members: new Set(['dora']) },
    ];
    expect(seatUse({ groups }, [jira], read)).toEqual([{ product: 'Jira', needed: 3, free: 1 }]);
    expect(seatUse({ groups }, [{ product: 'Wiki', groups: ['G-Devs '] }], [])).toEqual([
      { product: 'Wiki', needed: 2 },
    ]);
  });

  it('are none for groups that give no access, or are yet to be created', () => {
    const groups = [aPlan(existing('g-other'), ['ann']), aPlan({ kind: 'create', name: 'g-devs' }, ['ann'])];
    expect(seatUse({ groups }, [jira], [])).toEqual([]);
  });

  it('are in the report of a run, where the site tells', async () => {
    const directory = aDirectory({ Devs: ['ann', 'bob'], Other: ['cem'] });
    const site = aSite({ Devs: ['acc-ann'], Other: [] }, ['ann', 'bob', 'cem']);
    const world = aWorld(directory, site);
    await world.addConnection();
    expect(await world.sync('preview')).not.toHaveProperty('seats');
    site.seats = [{ product: 'Jira', groups: ['id-Devs'], free: 0 }];
    expect((await world.sync('preview')).seats).toEqual([{ product: 'Jira', needed: 1, free: 0 }]);
    await world.sync();
    expect(await world.sync('preview')).not.toHaveProperty('seats');
  });
});
