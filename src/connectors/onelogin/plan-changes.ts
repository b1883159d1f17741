import type { GroupSelection } from '../../domain/group-selection';
import type { PeoplePlan, ReadMarks } from '../../domain/ports';
import { changedSince, changesLost, onRecordsOnly, peopleStream } from './people-mark';
import { decidingGroups } from './select-groups';

/** The people whose records changed; the roles have been read whole, with their members. Throws `changes-lost` where that does not tell all. */
export function planChanges(selection: GroupSelection, marks: ReadMarks): PeoplePlan {
  const { groups, unknown } = decidingGroups(selection);
  const since = changedSince(marks);
  if (unknown.length > 0 || since === undefined || groups.some((group) => group.kind !== 'role'))
    throw changesLost(onRecordsOnly);
  const from = since.toISOString();
  const filter = `updated_since=${encodeURIComponent(from)}`;
  return {
    way: 'changes',
    why: `Read the people whose records changed since ${from.slice(0, 16).replace('T', ' ')} UTC, and every role with its members.`,
    estimatedCalls: 1,
    streams: [
      { name: peopleStream, params: { way: 'changes', api: '2', records: '', filter }, counts: 'user' },
    ],
  };
}
