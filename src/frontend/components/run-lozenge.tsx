import Lozenge from '@atlaskit/lozenge';
import type { HeldDecision, RunStatus } from '../../domain/run';
import { decidedWords } from '../words/run-status';

interface RunLozengeProps {
  readonly status: RunStatus;
  /** About what was held, where it is known. */
  readonly decision?: HeldDecision | undefined;
}

export function RunLozenge({ status, decision }: RunLozengeProps) {
  const { label, appearance } = decidedWords(status, decision);
  return <Lozenge appearance={appearance}>{label}</Lozenge>;
}
