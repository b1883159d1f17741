import type { App } from '../../src/compose';
import { inputs, type Input, type Method, type Outputs } from '../../src/contract';
import type { Handler } from '../../src/resolvers/guard';
import { auditStore } from '../../src/storage/audit-store';
import { documents } from '../../src/storage/documents';
import { secretStore } from '../../src/storage/secret-store';
import { aDirectory, type FakeDirectory } from '../support/fake-directory';
import { aSite, type FakeSite } from '../support/fake-site';
import { fakeConnector } from '../support/fake-directory';
import { fakeTarget } from '../support/fake-site';
import { aWorld } from '../support/world';

export const theAdministrator = 'acc-admin';

/** The handlers behind the guard, over the engine in memory; their inputs are parsed as the guard parses them. */
export function aServer(directory: FakeDirectory = aDirectory({}), site: FakeSite = aSite({}, [])) {
  const world = aWorld(directory, site);
  const { store, clock, deps } = world;
  const meter = {
    request: () => undefined,
    retry: () => undefined,
    waited: () => undefined,
    remaining: () => undefined,
  };
  const app: App = {
    ...deps,
    secrets: secretStore(store),
    audit: auditStore(store, documents(store)),
    data: world.data,
    memory: world.memory,
    readings: world.readings,
    board: world.noticeBoard.board,
    openSite: () => fakeTarget(site, meter),
    tryConnector: ({ settings }) => fakeConnector(directory, meter, settings),
    callerSession: () => ({
      isAdministrator: async () => true,
      canManageGroups: async () => true,
      me: async () => ({ accountId: theAdministrator, displayName: 'Admin' }),
      findGroups: async (text) =>
        site.groups
          .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
          .map(({ id, name, protection }) => ({ id, name, ...(protection && { protection }) })),
      findAccounts: async (text) =>
        site.accounts.filter(({ displayName }) => displayName.toLowerCase().startsWith(text.toLowerCase())),
      namesOf: async (accountIds) =>
        new Map(
          site.accounts.flatMap(({ accountId, displayName }) =>
            accountIds.includes(accountId) ? [[accountId, displayName] as const] : [],
          ),
        ),
    }),
    idleMeter: meter,
    runDeps: world.runDeps,
  };
  const answerAs =
    (accountId: string) =>
    async <M extends Method>(method: M, handler: Handler<M>, input: Input<M>): Promise<Outputs[M]> => {
      // What passed JSON and the schema of this method is its input.
      const parsed = inputs[method].parse(JSON.parse(JSON.stringify(input))) as Input<M>;
      return handler(parsed, { app, caller: { accountId } });
    };
  return { ...world, app, clock, answerAs, answerWith: answerAs(theAdministrator) };
}
