import type { DirectoryRecord } from '../../src/domain/directory';
import { createMemberships } from '../../src/domain/memberships';
import { openSession, replay, settle, strayStream, take } from '../../src/sync/read-session';
import { openSlice } from '../../src/sync/slice';
import { aDirectory, aGroup, aUser, fakeConnector } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

/** A read of changes that lists groups, and asked for one person by id, whose own record names a group besides. */
async function aReadOfChanges() {
  const world = aWorld(aDirectory({}), aSite({}, []));
  const connection = await world.addConnection();
  const { run } = await world.start('preview');
  const claimed = await world.runs.get(run.id);
  if (claimed === undefined) throw new Error('no run');
  const slice = openSlice(claimed, connection, world.runDeps());
  const listed: readonly DirectoryRecord[] = [{ type: 'group', group: aGroup('Listed') }];
  const asked: readonly DirectoryRecord[] = [
    { type: 'user', user: aUser('ann') },
    { type: 'group', group: aGroup('Own') },
    { type: 'members', groupId: 'role:Own', userIds: ['ann'] },
  ];
  await slice.documents.putPiece('pages', 0, [
    { stream: 0, reading: 0, records: listed },
    { stream: strayStream, reading: 0, records: asked },
  ]);
  const stream = { name: 'groups', params: {}, counts: 'nothing', lists: 'groups' } as const;
  const session = openSession(fakeConnector(aDirectory({}), slice.meter), {
    state: {
      stage: 'strays',
      streams: [{ stream, done: true, reading: 0 }],
      pieces: 1,
      marks: {},
      strays: [],
      gone: [],
    },
    base: {
      runId: 'before',
      marks: {},
      load: async () => ({
        users: new Map(),
        groups: new Map([['role:Gone', aGroup('Gone')]]),
        members: createMemberships(),
      }),
    },
  });
  return { slice, session, listed, asked };
}

describe('a read of changes that is taken up again', () => {
  it('comes to the groups that it had: listed ones, and those of people who were asked for', async () => {
    const { slice, session, listed, asked } = await aReadOfChanges();
    take(session, 0, listed);
    settle(session);
    take(session, strayStream, asked);
    const had = [...session.records.groups.keys()];
    await replay(slice, session);
    expect([...session.records.groups.keys()]).toEqual(had);
    expect(session.records.members.get('role:Own')).toEqual(['ann']);
  });
});
