import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SubjectIds } from '../routing/route';
import { call } from './call';
import { keys } from './keys';

/** People and groups of the last read with this text; those of the text before stay while new ones are on their way. */
export function useSubjects(connectionId: string, text: string) {
  return useQuery({
    queryKey: keys.subjects(connectionId, text),
    queryFn: () => call('findSubjects', { connectionId, text }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

export function useExplanation(connectionId: string, subject: SubjectIds) {
  return useQuery({
    queryKey: keys.explanation(connectionId, subject),
    queryFn: () => call('explain', { connectionId, ...subject }),
    // A person who was forgotten is not kept here either.
    gcTime: 0,
  });
}

const mostGroups = 5;

/**
 * Names of accounts that are, or should be, in these groups, by account id, as far as the last read knows them. Groups are asked one after the other, and
 * only the first few: an account without a name is shown by its id.
 */
export function useNamesIn(connectionId: string, groupIds: readonly string[]): ReadonlyMap<string, string> {
  const asked = [...new Set(groupIds)].slice(0, mostGroups);
  const names = useQuery({
    queryKey: keys.names(connectionId, asked),
    queryFn: () => namesIn(connectionId, asked),
    enabled: asked.length > 0,
    staleTime: Infinity,
  });
  return names.data ?? new Map();
}

async function namesIn(
  connectionId: string,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const groupId of groupIds) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a long list is no burst of calls
    const { memberships } = await call('explain', { connectionId, groupId });
    for (const { accountId, displayName } of memberships) {
      if (accountId !== undefined && displayName !== undefined) names.set(accountId, displayName);
    }
  }
  return names;
}
