import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError } from '../../domain/failure';
import { believe } from '../../http/believe';
import { quoted } from '../../http/wording';
import { askBatch, largestBatch } from './batch';
import type { EntraClient } from './client';
import { filterOf } from './queries';
import { apiLabel, groups, refusal } from './refusals';
import { groupPage } from './schema';

const guid = /^(group:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A sentence for when each required and excluded group is there. Throws `settings-rejected` with those that are not. */
export async function findRequired(client: EntraClient, settings: EntraSettings): Promise<string> {
  const entries = [...new Set([...settings.requiredGroups, ...(settings.excludedGroups ?? [])])];
  const unknown: string[] = [];
  for (let from = 0; from < entries.length; from += largestBatch)
    unknown.push(...(await unknownOf(client, entries.slice(from, from + largestBatch))));
  if (unknown.length === 0) return `Found: ${quoted(entries)}.`;
  throw new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.${settings.requiredGroups.includes(unknown[0] ?? '') ? 'requiredGroups' : 'excludedGroups'}`,
    message: `The tenant has no group named ${quoted(unknown)}. Correct the name, or enter the group's object ID.`,
  });
}

async function unknownOf(client: EntraClient, entries: readonly string[]): Promise<readonly string[]> {
  const gets = entries.map((entry, index) => ({ id: String(index + 1), path: pathOf(entry) }));
  const answers = await askBatch(client, gets, groups);
  return entries.filter((_, index) => {
    const answer = answers.get(String(index + 1));
    if (answer?.kind === 'refused') throw refusal(answer, groups);
    if (answer?.kind !== 'read') throw new FailureError(turnedAway);
    return believe(groupPage, answer.body, { apiLabel, what: groups.what }).value.length === 0;
  });
}

/** As the engine looks for them: by name without case, which is how Graph compares, else by id. */
function pathOf(entry: string): string {
  const id = guid.exec(entry.trim())?.[2];
  const byName = `displayName eq '${entry.trim().replaceAll("'", "''")}'`;
  const filter = id === undefined ? byName : `${byName} or id eq '${id}'`;
  return `/v1.0/groups?$select=id&$top=1&${filterOf(filter, 'plain')}`;
}

const turnedAway = {
  kind: 'retry-later',
  afterMs: 10_000,
  message: 'Microsoft Graph turned the question for groups away for now. Test again in a moment.',
} as const;
