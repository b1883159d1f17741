import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { ChangeRow, ChangeSection, Input } from '../../contract';
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

/** What the changes of a run come to. Undefined while that is not known, or where its changes are not kept any more. */
export function useChangesOverview(runId: string) {
  const { data } = useQuery({
    queryKey: keys.changesOverview(runId),
    queryFn: () => call('changesOverview', { runId }),
    staleTime: Infinity,
  });
  return data === undefined || data.total === 0 ? undefined : data;
}

/** Changes that come with one call. */
export const windowLength = 500;
/** A window that is out of sight is forgotten after this time: nobody keeps a hundred thousand changes in a page. */
const forgetMs = 60_000;

/** The changes of these windows, as far as they have come. */
export interface ChangeWindows {
  /** How many changes fit; undefined before the first answer. */
  readonly total: number | undefined;
  readonly rowAt: (place: number) => ChangeRow | undefined;
  /** The group or person that the change at this place belongs to. */
  readonly sectionAt: (place: number) => ChangeSection | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

export function useChangeWindows(
  { runId, ...filter }: Omit<Input<'listChanges'>, 'offset' | 'limit'>,
  windows: readonly number[],
): ChangeWindows {
  const answers = useQueries({
    queries: windows.map((window) => {
      const piece = { offset: window * windowLength, limit: windowLength };
      return {
        queryKey: keys.changes(runId, { ...filter, ...piece }),
        queryFn: () => call('listChanges', { runId, ...filter, ...piece }),
        staleTime: Infinity,
        gcTime: forgetMs,
      };
    }),
  });
  const answerAt = (place: number) => answers[windows.indexOf(Math.floor(place / windowLength))]?.data;
  return {
    total: answers.find(({ data }) => data !== undefined)?.data?.total,
    rowAt: (place) => answerAt(place)?.rows[place % windowLength],
    sectionAt: (place) => answerAt(place)?.sections.findLast(({ from }) => from <= place),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.isError) void answer.refetch();
    },
  };
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
