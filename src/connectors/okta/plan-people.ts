import { neededGroups, type GroupSelection } from '../../domain/group-selection';
import type { OktaSettings } from '../../domain/okta-settings';
import type { GroupsRead, PeoplePlan, ReadMarks } from '../../domain/ports';
import { many } from '../../http/wording';
import { refuseUnknownAttributes } from './attributes';
import type { OktaClient } from './client';
import { markedMs } from './marks';
import { planChanges } from './plan-changes';
import { memberStreams } from './read-members';
import { peopleStream } from './read-people';
import { idsOf, refuseUnknown, selectOktaGroups } from './select-groups';

export async function planPeople(
  client: OktaClient,
  read: GroupsRead,
  since: ReadMarks | undefined,
): Promise<PeoplePlan> {
  const selection = selectOktaGroups(client.settings, read.groups);
  refuseUnknown(selection, client.settings);
  const from = since === undefined ? undefined : markedMs(since);
  await refuseUnknownAttributes(client, from === undefined ? 'full' : 'schema-only');
  if (from !== undefined) return planChanges({ client, read, selection, markedMs: from });
  return planComplete(client.settings, selection);
}

/**
 * Everything. Members come from Okta as whole people, so those of required groups need no list of people besides; the query of the filters does,
 * because only `search` can tell whom it names.
 */
function planComplete(settings: OktaSettings, selection: GroupSelection): PeoplePlan {
  const needed = neededGroups(selection);
  const lists = `the members of ${many(needed.length, 'group')} (${many(needed.length, 'call')} or more)`;
  const estimatedCalls = needed.length + 1;
  if (settings.filters?.users?.query !== undefined) {
    const streams = [
      peopleStream('people', { people: 'query' }),
      ...memberStreams({ name: 'members', groupIds: idsOf(needed), people: 'none', anew: 'no' }),
    ];
    const why = `Read the people whom the query in the filters names, and ${lists}.`;
    return { way: 'query', why, estimatedCalls, streams };
  }
  const required = selection.required ?? [];
  if (required.length > 0) {
    const isRequired = new Set(required);
    const others = needed.filter((group) => !isRequired.has(group));
    const streams = [
      ...memberStreams({ name: 'required', groupIds: idsOf(required), people: 'all', anew: 'no' }),
      ...memberStreams({ name: 'members', groupIds: idsOf(others), people: 'none', anew: 'no' }),
    ];
    const why = `Read ${lists}. Those of the ${many(required.length, 'required group')} come as whole people, so that no list of people is needed.`;
    return { way: 'members', why, estimatedCalls: needed.length, streams };
  }
  const streams = [
    peopleStream('people', { people: 'everybody' }),
    ...memberStreams({ name: 'members', groupIds: idsOf(needed), people: 'deactivated', anew: 'no' }),
  ];
  const why = `Read everybody, because no required groups are set (Okta does not say how many they are; 200 come in a call), and ${lists}.`;
  return { way: 'everybody', why, estimatedCalls, streams };
}
