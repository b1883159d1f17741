import { useControlRun } from '../../api/run-control';

type Mutation = ReturnType<typeof useControlRun>;

export interface RunControl {
  readonly ask: Mutation['mutate'];
  /** What is on its way to the server. */
  readonly pending: Parameters<Mutation['mutate']>[0] | undefined;
  /** Why the last press was refused. */
  readonly error: unknown;
}

export function useRunControl(runId: string): RunControl {
  const { mutate, isPending, variables, error } = useControlRun(runId);
  return { ask: mutate, pending: isPending ? variables : undefined, error };
}
