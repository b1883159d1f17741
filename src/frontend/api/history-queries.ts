import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { isUnderWay } from '../words/run-status';
import { call } from './call';
import { keys } from './keys';

/** Runs that come at once. */
const pieceLength = 100;
/** Each look asks for the runs of every connector. */
const calmMs = 60_000;
const liveMs = 5_000;

/** The runs of all connectors, or of one, newest first, piece by piece. */
export function useHistory(connectionId: string | undefined) {
  return useInfiniteQuery({
    queryKey: keys.history(connectionId),
    queryFn: ({ pageParam }) =>
      call('listHistory', {
        limit: pieceLength,
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(pageParam === undefined ? {} : { beforeMs: pageParam }),
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ nextBeforeMs }) => nextBeforeMs,
    refetchInterval: ({ state }) => {
      const runs = state.data?.pages.flatMap((piece) => piece.runs) ?? [];
      return runs.some(({ status }) => isUnderWay(status)) ? liveMs : calmMs;
    },
  });
}

/** How many runs are kept of each connector, and for how long. */
export function useRetention() {
  return useQuery({
    queryKey: keys.siteSettings,
    queryFn: () => call('getSiteSettings', {}),
    select: ({ settings }) => settings.retention,
  });
}
