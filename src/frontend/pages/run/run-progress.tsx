import Heading from '@atlaskit/heading';
import type { RunView } from '../../../contract';
import { useNow } from '../../components/moment';
import { Problem } from '../../components/problem';
import { standingOf, type RunStanding } from '../../words/run-standing';
import { duration } from '../../words/time';
import { ApiCallsList } from './api-calls';
import { PhaseList } from './phase-list';
import './progress.css';
import { RunStandingMessage } from './run-standing-message';
import type { RunControl } from './use-run-control';

const clockMs = 1_000;
const goesOn: ReadonlySet<RunStanding> = new Set(['queued', 'working', 'waiting']);

/** A run that is under way: why it stands still if it does, its phases, and what it has used so far. */
export function RunProgressView({ run, control }: { run: RunView; control: RunControl }) {
  const nowMs = useNow(clockMs);
  return (
    <>
      {control.error !== null && <Problem title="That was not possible" error={control.error} />}
      <RunStandingMessage run={run} />
      <div className="progress-columns">
        <PhaseList run={run} nowMs={nowMs} />
        <aside className="progress-aside" aria-label="So far">
          <div className="stack-tight">
            <Heading size="xsmall" as="h2">
              Under way for
            </Heading>
            <span>{duration(Math.max(0, Math.floor((nowMs - run.startedAtMs) / clockMs) * clockMs))}</span>
          </div>
          <div className="stack-tight">
            <Heading size="xsmall" as="h2">
              API calls
            </Heading>
            <ApiCallsList run={run} nowMs={nowMs} />
          </div>
        </aside>
      </div>
      {goesOn.has(standingOf(run)) && <p className="subtle">You can leave this page; the run goes on.</p>}
    </>
  );
}
