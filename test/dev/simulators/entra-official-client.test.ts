import {
  AuthenticationHandler,
  Client,
  PageIterator,
  RetryHandler,
  type Context,
  type Middleware,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { entraTenantOf, generateCompany, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, itemAt, membersOf, type Item } from './entra-support';

const graphUrl = 'https://graph.microsoft.com';
const tenant = entraTenantOf(generateCompany({ users: 230, groups: 12, seed: 5 }));
let entra: EntraSimulator;
let client: Client;

beforeAll(async () => {
  entra = await startEntra({ tenant, graphUrl, pageSizes: { delta: 50, membersPerDeltaPage: 40 } });
  const { authorization = '' } = await entraHeaders(entra);
  client = clientOf(authorization.replace('Bearer ', ''));
});
afterAll(() => entra.close());

/** Microsoft's client gives its token to Graph's own hosts and to https only, so the way to the simulator is its last step. */
function clientOf(token: string): Client {
  const authentication = new AuthenticationHandler({ getAccessToken: () => Promise.resolve(token) });
  const retries = new RetryHandler();
  authentication.setNext(retries);
  retries.setNext(wayToSimulator);
  return Client.initWithMiddleware({ middleware: authentication });
}

const wayToSimulator: Middleware = {
  async execute(context: Context) {
    const { request, options } = context;
    const url = typeof request === 'string' ? request : request.url;
    context.response = await fetch(url.replace(graphUrl, entra.url), options);
  },
};

/** Everything that the client's own iterator finds behind the first page, and the delta link that it ends with. */
async function everything(path: string): Promise<{ items: readonly Item[]; deltaLink: string | undefined }> {
  const items: Item[] = [];
  const first = (await client.api(path).get()) as PageCollection;
  const iterator = new PageIterator(client, first, (item: Item) => {
    items.push(item);
    return true;
  });
  await iterator.iterate();
  return { items, deltaLink: iterator.getDeltaLink() };
}

const changesAfter = ({ deltaLink = '' }: { readonly deltaLink: string | undefined }) =>
  everything(deltaLink);
const idsOf = (items: readonly { readonly id?: string | undefined }[]) => items.map(({ id }) => id);

test("Microsoft's own client lists all users", async () => {
  const { items } = await everything('/users?$select=id,displayName,mail,accountEnabled&$top=100');
  expect(items).toEqual(
    entra.state.users().map(({ id, displayName, mail, accountEnabled }) => ({
      id,
      displayName,
      mail: mail ?? null,
      accountEnabled,
    })),
  );
});

test("Microsoft's own client lists all groups and their members", async () => {
  const { items } = await everything('/groups?$select=id,displayName&$top=5');
  expect(idsOf(items)).toEqual(idsOf(entra.state.groups()));
  for (const group of entra.state.groups()) {
    const members = await everything(`/groups/${group.id}/members?$select=id&$top=30`);
    expect(idsOf(members.items)).toEqual(group.memberIds);
  }
});

test("Microsoft's own client follows a round of delta and asks for what changed", async () => {
  const users = await everything('/users/delta?$select=displayName');
  expect(idsOf(users.items)).toEqual(idsOf(entra.state.users()));
  const groups = await everything('/groups/delta?$select=displayName,members');
  for (const group of entra.state.groups())
    expect(membersOf(groups.items, group.id)).toEqual(group.memberIds);

  const userId = itemAt(entra.state.users(), 3).id;
  const { id: groupId, memberIds } = itemAt(entra.state.groups(), 2);
  const memberId = itemAt(memberIds, 0);
  entra.state.changeUser(userId, { displayName: 'Renamed' });
  entra.state.leave(groupId, [memberId]);
  expect((await changesAfter(users)).items).toEqual([{ displayName: 'Renamed', id: userId }]);
  expect(membersOf((await changesAfter(groups)).items, groupId)).toEqual([`-${memberId}`]);
});

test("Microsoft's own client waits as long as it is told and asks again", async () => {
  entra.setFaults([
    { route: 'GET /v1.0/users/$count', effect: { kind: 'status', status: 429, retryAfterSeconds: 0 } },
  ]);
  const before = entra.requests['GET /v1.0/users/$count'] ?? 0;
  const count: unknown = await client.api('/users/$count').header('ConsistencyLevel', 'eventual').get();
  expect(Number(count)).toBe(230);
  expect(entra.requests['GET /v1.0/users/$count']).toBe(before + 2);
});
