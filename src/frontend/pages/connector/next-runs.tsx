import { dayAndTime } from '../../words/time';
import type { ScheduleCheck } from './use-schedule-check';

interface NextRunsProps {
  readonly check: ScheduleCheck;
  readonly timeZone: string;
  readonly isOn: boolean;
}

export function NextRuns({ check, timeZone, isOn }: NextRunsProps) {
  return (
    <div className="field">
      <h3 className="label">{isOn ? 'Next five runs' : 'Next five runs, once enabled'}</h3>
      <div aria-live="polite">
        <Times check={check} timeZone={timeZone} />
      </div>
      <p className="field-help">
        Atlassian starts the app’s schedule every five minutes, so a run may begin up to five minutes after
        its time. When several times were missed, one run makes up for them.
      </p>
    </div>
  );
}

function Times({ check, timeZone }: Omit<NextRunsProps, 'isOn'>) {
  if (check.error !== undefined) return <p>{check.error}</p>;
  if (check.nextRunsMs === undefined)
    return <p className="subtle">Shown when the cron expression and the time zone are right.</p>;
  return (
    <ol className="next-runs" aria-label="Next runs">
      {check.nextRunsMs.map((atMs) => (
        <li key={atMs}>{dayAndTime(atMs, timeZone)}</li>
      ))}
    </ol>
  );
}
