import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

/** A piece of the changes of a run that has ended; the last piece stays while the next is on its way. */
export function useChanges(input: Input<'listChanges'>) {
  const { runId, ...filter } = input;
  return useQuery({
    queryKey: keys.changes(runId, filter),
    queryFn: () => call('listChanges', input),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** What two runs of one connector had in common, and what not. Asked once the first of them is chosen. */
export function useComparison(beforeRunId: string | undefined, afterRunId: string) {
  return useQuery({
    queryKey: keys.comparison(beforeRunId ?? '', afterRunId),
    queryFn: () => call('compareRuns', { beforeRunId: beforeRunId ?? '', afterRunId }),
    enabled: beforeRunId !== undefined,
    staleTime: Infinity,
  });
}
