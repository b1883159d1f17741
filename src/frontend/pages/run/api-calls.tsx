import type { RunView } from '../../../contract';
import type { RemainingCalls } from '../../../domain/run';
import { count, counted } from '../../words/count';
import { apiName } from '../../words/api-names';
import { momentNear } from '../../words/time';

interface ApiCallsProps {
  readonly run: Pick<RunView, 'calls' | 'remaining'>;
  readonly nowMs: number;
}

/** What a run has asked of each API so far, and what each still allows, where it tells. */
export function ApiCallsList({ run: { calls, remaining = {} }, nowMs }: ApiCallsProps) {
  const apis = [...new Set([...Object.keys(calls), ...Object.keys(remaining)])];
  if (apis.length === 0) return <p className="subtle">None yet.</p>;
  return (
    <ul className="api-calls" aria-label="API calls">
      {apis.map((api) => {
        const left = remaining[api];
        return (
          <li key={api}>
            <span>
              {apiName(api)}: {counted(calls[api]?.requests ?? 0, 'call')}
            </span>
            {left !== undefined && <span className="subtle">{leftWords(left, nowMs)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function leftWords({ remaining, limit, resetsAtMs, atMs }: RemainingCalls, nowMs: number): string {
  const reset = resetsAtMs > nowMs ? `; starts again at ${momentNear(resetsAtMs, nowMs)}` : '';
  return `${count(remaining)} of ${count(limit)} left at ${momentNear(atMs, nowMs)}${reset}`;
}
