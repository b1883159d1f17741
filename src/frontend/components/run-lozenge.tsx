import Lozenge from '@atlaskit/lozenge';
import type { RunStatus } from '../../domain/run';
import { statusWords } from '../words/run-status';

export function RunLozenge({ status }: { status: RunStatus }) {
  const { label, appearance } = statusWords(status);
  return <Lozenge appearance={appearance}>{label}</Lozenge>;
}
