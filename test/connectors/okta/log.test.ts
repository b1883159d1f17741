import { addRecords, startRecords } from '../../../src/sync/records';
import { anOktaUser, fakeOkta, oktaPage } from '../../support/fake-okta';

describe('the System Log', () => {
  const joinedThenLeft = [
    anEvent('group.user_membership.remove', '10:20'),
    anEvent('group.user_membership.add', '10:10'),
  ];
  const logOf = (pages: readonly (readonly unknown[])[]) =>
    fakeOkta((path) => {
      if (path.startsWith('/api/v1/groups/00g1/users')) return oktaPage([anOktaUser('00u2')]);
      if (!path.startsWith('/api/v1/logs')) return undefined;
      const at = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
      return oktaPage(pages[at] ?? [], `/api/v1/logs?after=${at + 1}`);
    });

  const membersAfter = async (pages: readonly (readonly unknown[])[]) => {
    const { connector } = logOf(pages);
    const params = {
      reads: 'memberships',
      sinceMs: String(Date.UTC(2026, 10, 25, 10)),
      groups: `00g1=${Date.UTC(2026, 10, 25, 10, 20)}`,
      pagesAtMost: '9',
      people: 'none',
    };
    const records = startRecords();
    let cursor: string | undefined;
    for (;;) {
      const page = await connector.readPage({ name: 'changes', params, counts: 'nothing' }, cursor);
      addRecords(records, page.items);
      if (page.done) return records.members.get('group:00g1') ?? [];
      cursor = page.cursor;
    }
  };

  test('is taken in the order of what happened, although it comes in another', async () => {
    expect(await membersAfter([joinedThenLeft])).toEqual([]);
  });

  test('does not tell of a group whose events came late, over pages: its list does', async () => {
    expect(await membersAfter(joinedThenLeft.map((event) => [event]))).toEqual(['00u2']);
  });

  test('does not tell of such a group even where a later event follows', async () => {
    const later = anEvent('group.user_membership.add', '10:21', '00u3');
    expect(await membersAfter([...joinedThenLeft, later].map((event) => [event]))).toEqual(['00u2']);
  });
});

function anEvent(eventType: string, at: string, userId = '00u1') {
  const target = [
    { id: userId, type: 'User' },
    { id: '00g1', type: 'UserGroup' },
  ];
  return { eventType, published: `2026-11-25T${at}:00.000Z`, outcome: { result: 'SUCCESS' }, target };
}
