import Lozenge from '@atlaskit/lozenge';
import type { FailureKind } from '../../domain/failure';
import type { HeldDecision, RunStatus } from '../../domain/run';
import { decidedWords } from '../words/run-status';

interface RunLozengeProps {
  readonly status: RunStatus;
  /** About what was held, where it is known. */
  readonly decision?: HeldDecision | undefined;
  /** Why it stopped, where it did. */
  readonly stoppedKind?: FailureKind | undefined;
}

export function RunLozenge({ status, decision, stoppedKind }: RunLozengeProps) {
  const { label, appearance } = decidedWords(status, decision, stoppedKind);
  return <Lozenge appearance={appearance}>{label}</Lozenge>;
}
