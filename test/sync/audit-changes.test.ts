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

  it('is cut where it is long, and says how long it was', () => {
    const [change] = auditedChanges({ list: [] }, { list: ['x'.repeat(5_000)] });
    expect(change?.after).toMatch(/^\["x+… \(cut: 5004 characters\)$/);
    expect(change?.after?.length).toBeLessThan(2_050);
  });
});
