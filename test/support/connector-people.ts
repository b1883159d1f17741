import type { Connector } from '../../src/domain/ports';
import type { Stage } from './connector-conformance';
import type { ConnectorTwin } from './connector-twin';
import { failureFrom } from './fake-http';
import { gather, readDirectory, type DirectoryRead } from './read-directory';

/** Attributes that rules name: which are read, and which are not. */
export function describeAttributes<Twin extends ConnectorTwin>({ kind, twin, begin }: Stage<Twin>): void {
  const asking = (...attributes: readonly string[]) => twin().connector({ attributes });
  /** Three people: with a value, with none, and with a blank one. */
  const three = () => {
    const [full = '', empty = '', blank = ''] = twin().truth().userIds;
    twin().setAttribute(full, 'Łódź & West');
    twin().setAttribute(empty, 'gone');
    twin().setAttribute(empty, undefined);
    twin().setAttribute(blank, ' ');
    return [full, empty, blank] as const;
  };

  describe('reads attributes of people', () => {
    test('that are named, and keeps those that have a value', async () => {
      await begin();
      const [full, empty, blank] = three();
      const { users } = await readDirectory(() => asking(twin().attribute));
      expect(users.get(full)?.attributes).toEqual({ [twin().attribute]: ['Łódź & West'] });
      for (const id of [empty, blank]) expect([id, users.get(id)?.attributes]).toEqual([id, undefined]);
    });

    test('for people who are asked for by id, as the list does', async () => {
      await begin();
      const ids = three();
      const connector = asking(twin().attribute);
      const byId = gather(await connector.readUsers(ids)).users;
      const { users } = await readDirectory(() => connector);
      for (const id of ids) {
        expect(byId.get(id)).toEqual(users.get(id));
        expect(await userOf(connector, id)).toEqual(users.get(id));
      }
    });

    test('only where they are named', async () => {
      await begin();
      three();
      const { users } = await readDirectory(() => asking());
      expect([...users.values()].filter((user) => user.attributes !== undefined)).toEqual([]);
    });

    const { unknownAttribute: unknown } = kind;
    if (unknown.isTold) {
      test('and refuses one that the directory does not know, instead of reading that nobody has it', async () => {
        await begin();
        const failure = await failureFrom(readDirectory(() => asking(twin().attribute, unknown.name)));
        expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
        expect(failure.message).toContain(`"${unknown.name}"`);
        expect(failure.message).not.toContain(twin().attribute);
      });
    }

    test('and tests whether the directory knows them', async () => {
      await begin();
      three();
      const name = 'Attributes of people';
      expect(await asking(twin().attribute).test()).toContainEqual(
        expect.objectContaining({ name, result: 'ok' }),
      );
      expect(await asking(twin().attribute, unknown.name).test()).toContainEqual({
        name,
        result: unknown.isTold ? 'failed' : 'not-tried',
        message: expect.stringContaining(`"${unknown.name}"`) as string,
      });
      expect((await asking().test()).map((check) => check.name)).not.toContain(name);
    });
  });
}

async function userOf(connector: Connector, id: string) {
  return gather((await connector.readPerson(id)) ?? []).users.get(id);
}

/** One person: what a complete read would tell of them. */
export function describePerson<Twin extends ConnectorTwin>({ kind, twin, begin, read }: Stage<Twin>): void {
  describe('reads one person', () => {
    test('as a complete read knows each: the record, the groups and the memberships', async () => {
      await begin();
      const whole = await read();
      const connector = twin().connector();
      for (const id of whole.users.keys()) {
        const one = gather((await connector.readPerson(id)) ?? []);
        expect([...one.users.values()]).toEqual([whole.users.get(id)]);
        expect([id, [...one.members.keys()].toSorted()]).toEqual([id, groupsWith(whole, id)]);
        for (const [groupId, userIds] of one.members) {
          expect(userIds).toEqual([id]);
          expect(one.groups.get(groupId)).toEqual(whole.groups.get(groupId));
        }
      }
    });

    test('as nobody, who is not there or was deleted', async () => {
      await begin();
      const [gone = ''] = twin().truth().userIds;
      const connector = twin().connector();
      expect(await connector.readPerson(kind.unknownUserId)).toBeUndefined();
      expect(await connector.readPerson("no id' or true")).toBeUndefined();
      twin().removePerson(gone);
      expect(await connector.readPerson(gone)).toBeUndefined();
    });

    test('and counts its calls', async () => {
      await begin();
      const [somebody = ''] = twin().truth().userIds;
      await twin().connector().readPerson(somebody);
      expect(twin().counted).toMatchObject({ requests: twin().callsSeen(), retries: 0 });
    });

    // A 403 may also mean that the calls of the hour are spent, where the API says so.
    test.each([
      [403, ['access-missing', 'retry-later']],
      [500, ['unavailable']],
      [429, ['retry-later']],
    ])('or throws, where any of its calls is answered with %i', async (status, kinds) => {
      await begin();
      const [somebody = ''] = twin().truth().userIds;
      await twin().connector().readPerson(somebody);
      const before = twin().callsSeen();
      await twin().connector().readPerson(somebody);
      const calls = twin().callsSeen() - before;
      for (let nth = 1; nth <= calls; nth += 1) {
        twin().refuse(nth, status);
        const failure = await failureFrom(twin().connector().readPerson(somebody));
        expect(kinds).toContain(failure.kind);
      }
    });

    const { quota } = kind;
    if (quota.kind === 'calls')
      test('and leaves the calls that are to remain', async () => {
        await begin();
        const [somebody = ''] = twin().truth().userIds;
        quota.setRemaining(twin(), 100);
        const failure = await failureFrom(quota.connector(twin(), 100).readPerson(somebody));
        expect([failure.kind, quota.remaining(twin())]).toEqual(['retry-later', 100]);
      });
  });
}

/** Ids of the groups that the person is in, themselves or, where the read has groups in groups, through these. In order. */
function groupsWith({ members }: DirectoryRead, userId: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [userId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [groupId, ids] of members) {
      if (!ids.includes(next) || found.has(groupId)) continue;
      found.add(groupId);
      waiting.push(groupId);
    }
  }
  return [...found].toSorted();
}
