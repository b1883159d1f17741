import type { Input } from '../../../contract';
import { useStartRun } from '../../api/run-actions';
import { Problem } from '../../components/problem';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

type StartInput = Omit<Input<'startRun'>, 'connectionId'>;

export interface Start {
  readonly begin: (input: StartInput) => void;
  /** The mode that is being started. */
  readonly starting: 'preview' | 'sync' | undefined;
  readonly error: unknown;
  /** Forgets why the last start was refused. */
  readonly reset: () => void;
}

/** Starts a run of this connection and opens its page. */
export function useStart(connectionId: string): Start {
  const { navigate } = useNavigation();
  const start = useStartRun();
  return {
    begin: (input) =>
      start.mutate({ connectionId, ...input }, { onSuccess: ({ run }) => navigate(paths.run(run.id)) }),
    starting: start.isPending ? start.variables.mode : undefined,
    error: start.error,
    reset: start.reset,
  };
}

export function StartProblem({ start }: { start: Start }) {
  if (start.error === null) return null;
  return <Problem title="The run could not be started" error={start.error} />;
}
