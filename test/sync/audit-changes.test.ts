import { auditedChanges, connectionChanges } from '../../src/sync/audit-changes';
import { defaultSchedule, type Connection } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';

function aConnection(change: Partial<Connection> = {}): Connection {
  return {
    id: 'conn',
    name: 'Lighthouse',
    configuration: {
      kind: 'onelogin',
      settings: {
        region: 'us',
        clientId: 'client',
        groupSources: ['roles'],
        minimumRemainingCalls: 0,
        requiredGroups: ['Staff'],
      },
    },
    rules: defaultRules,
    schedule: defaultSchedule,
    createdAtMs: 1,
    updatedAtMs: 2,
    ...change,
  };
}

describe('what a save changed', () => {
  it('is said by path, before and after', () => {
    const limits = {
      ...defaultRules.limits,
      removals: {
        ...defaultRules.limits.removals,
        perRun: { ...defaultRules.limits.removals.perRun, max: 7 },
      },
    };
    const after = aConnection({ name: 'Tower', rules: { ...defaultRules, limits } });
    expect(connectionChanges(aConnection(), after)).toEqual([
      { path: 'name', before: '"Lighthouse"', after: '"Tower"' },
      { path: 'rules.limits.removals.perRun.max', before: '500', after: '7' },
    ]);
  });

  it('is nothing where only the times of saving differ', () => {
    expect(connectionChanges(aConnection(), aConnection({ updatedAtMs: 9, secretSetAtMs: 9 }))).toEqual([]);
  });

  it('is the whole list where anything in a list changed', () => {
    const rules = { ...defaultRules, removal: { ...defaultRules.removal, keepGroups: ['a', 'b'] } };
    const after = { ...rules, removal: { ...rules.removal, keepGroups: ['a', 'c'] } };
    expect(connectionChanges(aConnection({ rules }), aConnection({ rules: after }))).toEqual([
      { path: 'rules.removal.keepGroups', before: '["a","b"]', after: '["a","c"]' },
    ]);
  });

  it('has no before where there was nothing, and no after where nothing is left', () => {
    const created = connectionChanges(undefined, aConnection());
    const deleted = connectionChanges(aConnection(), undefined);
    expect(created).toContainEqual({ path: 'settings.requiredGroups', after: '["Staff"]' });
    expect(deleted).toContainEqual({ path: 'settings.requiredGroups', before: '["Staff"]' });
    expect(created.some((change) => 'before' in change)).toBe(false);
    expect(deleted.some((change) => 'after' in change)).toBe(false);
  });

  it('says of a long list which items went and came, in their places', () => {
    const map = Array.from({ length: 300 }, (_, index) => ({ from: `group-${1_000 + index}`, to: ['Team'] }));
    const after = map.map((entry, index) => (index === 250 ? { ...entry, to: ['Main'] } : entry));
    expect(auditedChanges({ map }, { map: after })).toEqual([
      {
        path: 'map',
        before: '[{"from":"group-1250","to":["Team"]}] (of 300 items, those that went)',
        after: '[{"from":"group-1250","to":["Main"]}] (of 300 items, those that came)',
      },
    ]);
    expect(auditedChanges({ map }, { map: [...map, { from: 'new' }] })).toEqual([
      {
        path: 'map',
        before: '[] (of 300 items, those that went)',
        after: '[{"from":"new"}] (of 301 items, those that came)',
      },
    ]);
  });

  it('counts what is in a long list several times, and says where only the order changed', () => {
    const long = Array.from({ length: 300 }, (_, index) => `group-${1_000 + index}`);
    expect(auditedChanges({ long: [...long, 'twice', 'twice'] }, { long: [...long, 'twice'] })).toEqual([
      {
        path: 'long',
        before: '["twice"] (of 302 items, those that went)',
        after: '[] (of 301 items, those that came)',
      },
    ]);
    const [change] = auditedChanges({ long }, { long: long.toReversed() });
    expect(change).toEqual({
      path: 'long',
      before: '[] (of 300 items, those that went)',
      after: '[] (of 300 items, those that came: the same in another order)',
    });
  });

  it('is cut where it is long, and says how long it was', () => {
    const [change] = auditedChanges({ text: '' }, { text: 'x'.repeat(5_000) });
    expect(change?.after).toMatch(/^"x+… \(cut: 5002 characters\)$/);
    expect(change?.after?.length).toBeLessThan(2_050);
  });
});
