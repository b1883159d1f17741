import { FailureError } from '../../src/domain/failure';
import { addRecords, startRecords } from '../../src/sync/records';
import { buildSnapshot } from '../../src/sync/snapshot';
import { aGroup, aUser } from '../support/fake-directory';

const stream = { name: 'users', params: {}, counts: 'user' } as const;
const selection = { synchronised: [aGroup('Designers')], unknownRequired: [] };
const how = {
  selection,
  rules: { guests: 'include', nestedGroups: 'ignore' } as const,
  readAtMs: 0,
};

function records() {
  const read = startRecords();
  addRecords(read, [
    { type: 'user', user: aUser('ann') },
    { type: 'group', group: aGroup('Designers') },
    { type: 'members', groupId: 'role:Designers', userIds: ['ann', 'ann', 'nobody'] },
  ]);
  return read;
}

describe('a snapshot', () => {
  it.each([
    ['no stream was read', []],
    [
      'one stream is not at its end',
      [
        { stream, done: true },
        { stream, done: false },
      ],
    ],
  ])('is not made when %s', (_, streams) => {
    const make = () => buildSnapshot(records(), { ...how, streams });
    expect(make).toThrow(FailureError);
    expect(make).toThrow('not read to its end');
  });

  it('holds each member once, and only those who were read', () => {
    const snapshot = buildSnapshot(records(), { ...how, streams: [{ stream, done: true }] });
    expect([...snapshot.members]).toEqual([['role:Designers', ['ann']]]);
  });
});
