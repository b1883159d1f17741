import type { RunMode, RunReport } from '../../../domain/run';
import { useStartAgain } from '../../api/run-actions';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

/** The run that follows from one that has ended. */
export interface NextRun {
  readonly begin: (mode: RunMode) => void;
  readonly isPending: boolean;
  readonly error: unknown;
}

export function useNextRun(report: RunReport): NextRun {
  const { navigate } = useNavigation();
  const { mutate, isPending, error } = useStartAgain();
  const begin = (mode: RunMode): void =>
    mutate({ report, mode }, { onSuccess: ({ run }) => navigate(paths.run(run.id)) });
  return { begin, isPending, error };
}
