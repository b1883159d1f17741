import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

export function useSiteSettings() {
  return useQuery({ queryKey: keys.siteSettings, queryFn: () => call('getSiteSettings', {}) });
}

export function useSaveSiteSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'saveSiteSettings'>) => call('saveSiteSettings', input),
    onSuccess: (view) => client.setQueryData(keys.siteSettings, view),
  });
}

/** How many runs a save with this retention deletes. */
export function useRetentionEffect() {
  return useMutation({
    mutationFn: (retention: Input<'retentionEffect'>['retention']) => call('retentionEffect', { retention }),
  });
}

/** Groups of the site with this text in their name. */
export function useSiteGroups(text: string) {
  return useQuery({ ...groupsWith(text), enabled: text !== '' });
}

/** Those of the names that no group of the site has, as far as the site has answered. */
export function useUnknownGroups(names: readonly string[]): readonly string[] {
  const answers = useQueries({ queries: names.map(groupsWith) });
  return names.filter((name, at) => {
    const groups = answers[at]?.data?.groups;
    return groups?.every((group) => group.name.toLowerCase() !== name.toLowerCase()) === true;
  });
}

function groupsWith(text: string) {
  return { queryKey: keys.siteGroups(text), queryFn: () => call('findSiteGroups', { text }) };
}

/** People of the site whose name or address begins with this text. */
export function useSiteAccounts(text: string) {
  return useQuery({
    queryKey: keys.siteAccounts(text),
    queryFn: () => call('findSiteAccounts', { text }),
    enabled: text !== '',
  });
}
