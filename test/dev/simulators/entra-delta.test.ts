import { entraTenantOf, generateCompany, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, idsOf, membersOf, readAll, type Headers } from './entra-support';

const tenant = entraTenantOf(generateCompany({ users: 60, groups: 8, seed: 3 }));
let entra: EntraSimulator;
let headers: Headers;

beforeAll(async () => {
  entra = await startEntra({ tenant, pageSizes: { delta: 25, membersPerDeltaPage: 20 } });
});
afterAll(() => entra.close());
beforeEach(async () => {
  entra.reset();
  headers = await entraHeaders(entra);
});

const url = (path: string): string => `${entra.url}/v1.0/${path}`;

describe('a first round', () => {
  test('tells every user once, over several pages', async () => {
    const round = await readAll(url('users/delta'), headers);
    expect(round.pages.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(idsOf(round.items)).toEqual(tenant.users.map(({ id }) => id));
  });

  test('tells all members of all groups, a large group on several pages', async () => {
    const { items, pages } = await readAll(url('groups/delta?$select=displayName,members'), headers);
    for (const group of tenant.groups) expect(membersOf(items, group.id)).toEqual(group.memberIds);
    expect(
      pages.filter((page) => page.some((item) => item.id === tenant.groups[0]?.id)).length,
    ).toBeGreaterThan(1);
  });
});
