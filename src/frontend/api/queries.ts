import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RunStatus } from '../../domain/run';
import { call } from './call';
import { keys } from './keys';
import { runInterval } from './run-interval';
import { isUnderWay } from '../words/run-status';

const calmMs = 30_000;
const waitingMs = 5_000;

export function useOverview() {
  return useQuery({
    queryKey: keys.overview,
    queryFn: () => call('overview', {}),
    refetchInterval: ({ state }) =>
      everyWhile(
        (state.data?.connections ?? []).map((connection) => connection.lastRun?.status),
        calmMs,
      ),
  });
}

export function useConnection(id: string) {
  return useQuery({
    queryKey: keys.connection(id),
    queryFn: () => call('getConnection', { id }),
    refetchInterval: ({ state }) =>
      everyWhile(
        (state.data?.runs ?? []).map((run) => run.status),
        false,
      ),
  });
}

export function useRuns(connectionId: string) {
  return useQuery({
    queryKey: keys.runs(connectionId),
    queryFn: () => call('listRuns', { connectionId, limit: 100 }),
    refetchInterval: ({ state }) =>
      everyWhile(
        (state.data?.runs ?? []).map((run) => run.status),
        calmMs,
      ),
  });
}

/** Follows a run while it is under way: each second in sight, seldom while it waits or the page is hidden. */
export function useRun(runId: string) {
  return useQuery({
    queryKey: keys.run(runId),
    queryFn: () => call('getRun', { runId }),
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => runInterval(state.data?.status, document.hidden ? 'hidden' : 'in-sight'),
  });
}

function everyWhile(statuses: readonly (RunStatus | undefined)[], calm: number | false): number | false {
  return statuses.some((status) => status !== undefined && isUnderWay(status)) ? waitingMs : calm;
}

/** The next runs of a schedule that is being edited; the last ones stay while new ones are on their way. */
export function useNextRuns({
  cron,
  timeZone,
  enabled,
}: {
  cron: string;
  timeZone: string;
  enabled: boolean;
}) {
  return useQuery({
    queryKey: keys.schedule(cron, timeZone),
    queryFn: () => call('describeSchedule', { cron, timeZone }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useTarget() {
  return useQuery({ queryKey: keys.target, queryFn: () => call('getTarget', {}) });
}
